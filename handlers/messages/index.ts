import type { App } from '@slack/bolt';
import PQueue from 'p-queue';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import type { ServeParticipant } from '../commands/run';
import { createTurns } from '../cards/in-turn';
import { dropRoster } from '../roster/drop';
import { rosterAmong } from '../roster/file';
import { picturesOf } from '../help/pictures';
import { ARCHIVE_LINK } from '../views/archive';
import { OPEN_APP, PAGE, PAGE_STILL, RESTART_APP, STUCK } from '../views/card';
import { mayAnywhere, mayAt } from '../../workshop/crew';
import { leastFor, WINDOWS } from '../guards/roles';
import { ROSTER_IMPORT } from '../views/roster-import';
import { CHOOSE_SEAT, crewHint } from '../views/participant-answers';
import { gladItWorks, SOLVED } from '../views/stuck';
import { answerArchiveLink } from './archive-link';
import { answerDm, type Said } from './answer-dm';
import { askForHelp, canBeStuck, solved } from './ask-for-help';
import { answering, type Place, say } from './reach';
import { createRestartOwn } from './restart-own';
import { answerPage } from './page-help';
import { claimFor, giveSeat, isSeated, refuse, sendCard, type Seated } from './seat-of';
import { type ClickBody, placeOf, valueOf } from './click';
import { createServe } from './serve';

/** A message with one of these was written by a person just now; all others (edits, joins, bots) are not answered. */
const WRITTEN = new Set([undefined, 'file_share', 'me_message', 'thread_broadcast']);

/**
 * People answered at once: as many as keep Slack busy. When 1,000 write at the same moment the others wait here, the first are
 * answered long before the last, and nothing else waits behind a thousand questions to the database.
 */
const ANSWERED_AT_ONCE = 50;

/** Ids of participants' buttons; what follows a colon tells buttons of one kind apart. */
export const PARTICIPANTS_IDS = [OPEN_APP, RESTART_APP, STUCK, PAGE, PAGE_STILL, SOLVED, CHOOSE_SEAT, ARCHIVE_LINK];

/** The participants' side: their DM, mentions of the bot in channels, and the buttons on their cards. Returns what answers their commands. */
export function registerParticipants(app: App, deps: HandlerDeps, cards: Cards): ServeParticipant {
  const restartOwn = createRestartOwn(deps, cards);
  const answerSaid = (place: Place, said: Said, botUserId: string | undefined): Promise<void> =>
    answerDm(deps, cards, restartOwn, place, said, botUserId);
  const crowd = new PQueue({ concurrency: ANSWERED_AT_ONCE });
  const oneByOne = createTurns();
  /** Who writes many messages takes the place of one. */
  const queueUp = (userId: string, work: () => Promise<void>): Promise<void> => oneByOne(userId, () => crowd.add(work));

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
    const said = { text: written.text ?? '', pictures: picturesOf(written.files) };
    await queueUp(place.userId, () =>
      answering(deps, place, async () => {
        if (!(await deps.firstSight(body.event_id))) return;
        if (sheet && mayAnywhere(await deps.usher.rights(place.userId), leastFor(WINDOWS, ROSTER_IMPORT)))
          return dropRoster(deps, place, sheet, said.text);
        await answerSaid(place, said, context.botUserId);
      }),
    );
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
      else await answerSaid(place, { text: event.text, pictures: [] }, context.botUserId);
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

  /** Buttons about the seat of whoever clicks; the workshop in their value is only a wish. */
  const seated: Readonly<
    Record<string, (place: Place, claim: Seated, botUserId: string | undefined) => Promise<void>>
  > = {
    [STUCK]: (place, claim, botUserId) => askOrWait(place, claim, 'button', botUserId),
    [PAGE]: (place, claim, botUserId) =>
      claim.kind === 'card' ? answerPage(deps, place, claim) : askOrWait(place, claim, 'page', botUserId),
    [PAGE_STILL]: (place, claim, botUserId) => askOrWait(place, claim, 'page', botUserId),
    async [SOLVED](place, claim) {
      if (!(await solved(deps, place, claim.workshop.id))) await say(deps, place, gladItWorks());
    },
  };

  async function askOrWait(
    place: Place,
    claim: Seated,
    way: 'button' | 'page',
    botUserId: string | undefined,
  ): Promise<void> {
    if (canBeStuck(claim)) await askForHelp(deps, place, claim, { way, text: '', pictures: [] });
    else await sendCard(deps, cards, place, botUserId, claim);
  }

  for (const [id, answer] of Object.entries(seated)) {
    app.action(id, async ({ ack, body, action, context }) => {
      await ack();
      const place = placeOf(body as ClickBody);
      await answering(deps, place, async () => {
        const claim = await claimFor(deps, place, valueOf(action));
        if (isSeated(claim)) await answer(place, claim, context.botUserId);
        else await refuse(deps, place, claim);
      });
    });
  }

  app.action(new RegExp(`^${CHOOSE_SEAT}`), async ({ ack, body, action, context }) => {
    await ack();
    const place = placeOf(body as ClickBody);
    await answering(deps, place, () => giveSeat(deps, cards, place, context.botUserId, valueOf(action)));
  });

  app.action(ARCHIVE_LINK, async ({ ack, body, action }) => {
    await ack();
    const place = placeOf(body as ClickBody);
    await answering(deps, place, () => answerArchiveLink(deps, place, valueOf(action)));
  });

  return createServe(answerSaid);
}

/** Whether this is a crew channel and they are of its crew: there a mention is no wish for a seat. */
async function isAmongCrew({ usher }: HandlerDeps, { userId, channel }: Place): Promise<boolean> {
  const living = (await usher.list()).filter(({ workshop }) => workshop.crewChannel === channel);
  if (living.length === 0) return false;
  const rights = await usher.rights(userId);
  return living.some(({ workshop }) => mayAt(rights, 'helper', workshop.id));
}
