import type { JoinPolicy } from '../../workshop/workshop';
import type { HandlerDeps } from '../deps';
import type { Message } from '../views/blocks';
import { created, endOutOfReach, nameTaken } from '../views/workshop-made';
import { resolveUntil } from './parse/zone';
import type { Until } from './parse/until';

export interface Wish {
  readonly name: string;
  readonly seats: number;
  readonly room?: string;
  readonly join: JoinPolicy;
  readonly until?: Until;
  readonly region?: string;
}

/** Makes the workshop, with its end read in the organiser's own time zone, and says what was made or why not. */
export async function createWorkshop(deps: HandlerDeps, by: string, channel: string, wish: Wish): Promise<Message> {
  const zone = wish.until === undefined ? 'UTC' : await deps.directory.timeZone(by);
  const endsAt = wish.until && resolveUntil(wish.until, deps.clock.now(), zone);
  if (endsAt === 'past' || endsAt === 'far') return endOutOfReach(endsAt);
  const made = await deps.usher.create({
    name: wish.name,
    seats: wish.seats,
    ...(wish.region === undefined ? {} : { spec: { region: wish.region } }),
    crewChannel: channel,
    room: wish.room,
    join: wish.join,
    endsAt,
    by,
  });
  if ('refused' in made) return nameTaken(made.by);
  return created(made.created, await deps.usher.status(made.created), zone);
}
