import type { App } from '@slack/bolt';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import type { ServeParticipant } from '../commands/run';
import { dropRoster } from '../roster/drop';
import { rosterAmong } from '../roster/file';
import { OPEN_APP, RESTART_APP, STUCK } from '../views/card';
import { mayAnywhere, mayAt } from '../../workshop/crew';
import { leastFor, WINDOWS } from '../guards/roles';
import { ROSTER_IMPORT } from '../views/roster-import';
import { CHOOSE_SEAT, crewHint } from '../views/participant-answers';
import { answerDm, answerStuck } from './answer-dm';
import { answering, type Place, say } from './reach';
import { createRestartOwn } from './restart-own';
import { giveSeat } from './seat-of';
import { type ClickBody, placeOf, valueOf } from './click';
import { createServe } from './serve';
import { understand, type Wish } from './understand';

/** A message with one of these was written by a person just now; all others (edits, joins, bots) are not answered. */
const WRITTEN = new Set([undefined, 'file_share', 'me_message', 'thread_broadcast']);

/** Ids of participants' buttons; what follows a colon tells buttons of one kind apart. */
export const PARTICIPANTS_IDS = [OPEN_APP, RESTART_APP, STUCK, CHOOSE_SEAT];

/** The participants' side: their DM, mentions of the bot in channels, and the buttons on their cards. Returns what answers their commands. */
export function registerParticipants(app: App, deps: HandlerDeps, cards: Cards): ServeParticipant {
  const restartOwn = createRestartOwn(deps, cards);
  const answerWish = (place: Place, wish: Wish, botUserId: string | undefined): Promise<void> =>
    answerDm(deps, cards, restartOwn, place, wish, botUserId);

  app.event('message', async ({ event, body, context }) => {
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
      if (sheet && mayAnywhere(await deps.usher.rights(place.userId), leastFor(WINDOWS, ROSTER_IMPORT)))
        return dropRoster(deps, place, sheet, written.text ?? '');
      await answerWish(place, wish, context.botUserId);
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
      if (!(await deps.firstSight(body.event_id))) return;
      if (await isAmongCrew(deps, place)) await say(deps, place, crewHint());
      else await answerWish(place, understand(event.text), context.botUserId);
    });
  });

  app.action(new RegExp(`^${OPEN_APP}`), async ({ ack, body }) => {
    await ack();
    // The link opens by itself, so nobody waits for an answer.
    await deps.usher
      .arrived(body.user.id)
      .catch((error: unknown) => deps.log.warn('an opened seat was not noted', { reason: String(error) }));
  });

  app.action(new RegExp(`^${RESTART_APP}`), async ({ ack, body, action, context }) => {
    await ack();
    const { action_id: id } = action as { action_id: string };
    const place = placeOf(body as ClickBody);
    await answering(deps, place, () =>
      restartOwn(place, id.slice(RESTART_APP.length), context.botUserId, valueOf(action)),
    );
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

  return createServe(answerWish);
}

/** Whether this is a crew channel and they are of its crew: there a mention is no wish for a seat. */
async function isAmongCrew({ usher }: HandlerDeps, { userId, channel }: Place): Promise<boolean> {
  const living = (await usher.list()).filter(({ workshop }) => workshop.crewChannel === channel);
  if (living.length === 0) return false;
  const rights = await usher.rights(userId);
  return living.some(({ workshop }) => mayAt(rights, 'helper', workshop.id));
}
