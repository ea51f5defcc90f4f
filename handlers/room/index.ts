import type { App } from '@slack/bolt';
import type { Joined } from '../../workshop/usher/doors';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { type ClickBody, placeOf, valueOf } from '../messages/click';
import { answering, type Place, say } from '../messages/reach';
import { giveSeat, sendCard } from '../messages/seat-of';
import { cameBackToRoom, leftRoom } from '../views/door-news';
import { GET_SEAT, waitlisted } from '../views/participant-answers';

/** *Get my seat*, in the room, in the help and on the Home tab; and the room itself, where coming and going gives and takes seats. */
export function registerRoom(app: App, deps: HandlerDeps, cards: Cards): void {
  app.action(GET_SEAT, async ({ ack, body, action, context }) => {
    await ack();
    const place = placeOf(body as ClickBody);
    await answering(deps, place, () => giveSeat(deps, cards, place, context.botUserId, valueOf(action)));
  });

  app.event('member_joined_channel', async ({ event, body, context }) => {
    const { user: userId, channel } = event;
    if (userId === context.botUserId) return;
    const place = { userId, channel };
    await answering(deps, place, async () => {
      if (!(await deps.firstSight(body.event_id))) return;
      for (const joined of await deps.usher.joinRoom(userId, channel)) {
        await welcome(deps, cards, place, context.botUserId, joined);
      }
    });
  });

  app.event('member_left_channel', async ({ event, body, context }) => {
    const { user: userId, channel } = event;
    if (userId === context.botUserId) return;
    const dm = inDm(userId);
    await answering(deps, dm, async () => {
      if (!(await deps.firstSight(body.event_id))) return;
      for (const left of await deps.usher.leaveRoom(userId, channel)) await say(deps, dm, leftRoom(left));
    });
  });
}

/** What stays to be read goes to the DM: what a channel shows to one person alone is gone when they look away. */
const inDm = (userId: string): Place => ({ userId, channel: undefined });

async function welcome(
  deps: HandlerDeps,
  cards: Cards,
  place: Place,
  botUserId: string | undefined,
  joined: Joined,
): Promise<void> {
  if (joined.kind === 'back') await say(deps, inDm(place.userId), cameBackToRoom(joined.workshop, joined.seat));
  else if (joined.kind === 'waitlisted') await say(deps, inDm(place.userId), waitlisted(joined.workshop, joined.place));
  else await sendCard(deps, cards, place, botUserId, joined);
}
