import type { Workshop } from '../../workshop/workshop';
import type { HandlerDeps } from '../deps';
import type { Message } from '../views/blocks';
import { usageAnswer } from '../views/refusals';
import { created, domainTaken, endOutOfReach, nameTaken } from '../views/workshop-made';
import { checkWish } from './check-wish';
import { resolveUntil } from './parse/zone';
import type { Wish } from './wish';

/** `like`: the workshop it was copied from. Makes the workshop, with its end read in the organiser's own time zone, and says what was made or why not. */
export async function createWorkshop(
  deps: HandlerDeps,
  by: string,
  channel: string,
  wish: Wish,
  like?: Workshop,
): Promise<Message> {
  const wrong = checkWish(wish);
  if (wrong) return usageAnswer(wrong, 'new');
  const zone = wish.until === undefined ? 'UTC' : await deps.directory.timeZone(by);
  const endsAt = wish.until && resolveUntil(wish.until, deps.clock.now(), zone);
  if (endsAt === 'past' || endsAt === 'far') return endOutOfReach(endsAt);
  const made = await deps.usher.create({
    name: wish.name,
    seats: wish.seats + (wish.spec.spares ?? 0),
    spec: wish.spec,
    crewChannel: channel,
    room: wish.room,
    join: wish.join,
    endsAt,
    priceLimit: wish.limit,
    by,
  });
  if ('refused' in made) {
    return made.refused === 'taken' ? nameTaken(made.by) : domainTaken(made.by);
  }
  const code = deps.usher.joinCode(made.created);
  return created(made.created, await deps.usher.status(made.created), zone, { code, like });
}
