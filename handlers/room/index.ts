import type { App } from '@slack/bolt';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { type ClickBody, placeOf, valueOf } from '../messages/click';
import { answering } from '../messages/reach';
import { giveSeat } from '../messages/seat-of';
import { GET_SEAT } from '../views/participant-answers';

/** *Get my seat*, in the room, in the help and on the Home tab: the card goes to the DM of whoever clicks. */
export function registerRoom(app: App, deps: HandlerDeps, cards: Cards): void {
  app.action(GET_SEAT, async ({ ack, body, action, context }) => {
    await ack();
    const place = placeOf(body as ClickBody);
    await answering(deps, place, () => giveSeat(deps, cards, place, context.botUserId, valueOf(action)));
  });
}
