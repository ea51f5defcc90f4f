import type { App } from '@slack/bolt';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { dropRoster } from '../roster/drop';
import { rosterAmong } from '../roster/file';
import { OPEN_APP, RESTART_APP, STUCK } from '../views/card';
import { CHOOSE_SEAT } from '../views/participant-answers';
import { answerDm, answerStuck } from './answer-dm';
import { answering, type Place } from './reach';
import { createRestartOwn } from './restart-own';
import { giveSeat } from './seat-of';
import { type ClickBody, placeOf, valueOf } from './click';
import { understand } from './understand';

/** A message with one of these was written by a person just now; all others (edits, joins, bots) are not answered. */
const WRITTEN = new Set([undefined, 'file_share', 'me_message', 'thread_broadcast']);

/** Ids of participants' buttons; what follows a colon tells buttons of one kind apart. */
export const PARTICIPANTS_IDS = [OPEN_APP, RESTART_APP, STUCK, CHOOSE_SEAT];

/** The participants' side: their DM, mentions of the bot in channels, and the buttons on their cards. */
export function registerParticipants(app: App, deps: HandlerDeps, cards: Cards): void {
  const restartOwn = createRestartOwn(deps, cards);

  app.event('message', async ({ event, body }) => {
    if (event.channel_type !== 'im' || !WRITTEN.has(event.subtype) || 'bot_id' in event) return;
    if (!('user' in event) || event.user === undefined) return;
    const written = event as { user: string; text?: string; thread_ts?: string; files?: readonly unknown[] };
    const place: Place = {
      userId: written.user,
      channel: event.channel,
      ...(written.thread_ts === undefined ? {} : { threadTs: written.thread_ts }),
    };
    const sheet = rosterAmong(written.files);
    const wish = written.files?.length ? ({ wants: 'stuck' } as const) : understand(written.text ?? '');
    await answering(deps, place, async () => {
      if (!(await deps.firstSight(body.event_id))) return;
      if (sheet && (await deps.directory.isOrganiser(place.userId))) {
        return dropRoster(deps, place, sheet, written.text ?? '');
      }
      await answerDm(deps, cards, restartOwn, place, wish);
    });
  });

  app.event('app_mention', async ({ event, body, context }) => {
    if (event.user === undefined || event.bot_id !== undefined || 'edited' in event) return;
    const place: Place = {
      userId: event.user,
      channel: event.channel,
      ...(event.thread_ts === undefined ? {} : { threadTs: event.thread_ts }),
    };
    await answering(deps, place, async () => {
      if (await deps.firstSight(body.event_id)) await giveSeat(deps, cards, place, context.botUserId);
    });
  });

  app.action(new RegExp(`^${OPEN_APP}`), async ({ ack }) => ack());

  app.action(new RegExp(`^${RESTART_APP}`), async ({ ack, body, action }) => {
    await ack();
    const { action_id: id } = action as { action_id: string };
    const place = placeOf(body as ClickBody);
    await answering(deps, place, () => restartOwn(place, id.slice(RESTART_APP.length), valueOf(action)));
  });

  app.action(STUCK, async ({ ack, body, action }) => {
    await ack();
    const place = placeOf(body as ClickBody);
    await answering(deps, place, () => answerStuck(deps, place, valueOf(action)));
  });

  app.action(new RegExp(`^${CHOOSE_SEAT}`), async ({ ack, body, action, context }) => {
    await ack();
    const place = placeOf(body as ClickBody);
    await answering(deps, place, () => giveSeat(deps, cards, place, context.botUserId, valueOf(action)));
  });
}
