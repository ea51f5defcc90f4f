import type { App } from '@slack/bolt';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import type { ServeParticipant } from '../commands/run';
import { ARCHIVE_LINK } from '../views/archive';
import { OPEN_APP, PAGE, PAGE_STILL, RESTART_APP, STUCK } from '../views/card';
import { mayAt } from '../../workshop/crew';
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
import { createHear, type Hear, type Written } from './hear';
import { createServe } from './serve';

/** Ids of participants' buttons; what follows a colon tells buttons of one kind apart. */
export const PARTICIPANTS_IDS = [OPEN_APP, RESTART_APP, STUCK, PAGE, PAGE_STILL, SOLVED, CHOOSE_SEAT, ARCHIVE_LINK];

/** The participants' side: their DM, mentions of the bot in channels, and the buttons on their cards. Returns what answers their commands, and what they wrote while nobody listened. */
export function registerParticipants(
  app: App,
  deps: HandlerDeps,
  cards: Cards,
): { readonly serve: ServeParticipant; readonly hear: Hear } {
  const restartOwn = createRestartOwn(deps, cards);
  const answerSaid = (place: Place, said: Said, botUserId: string | undefined): Promise<void> =>
    answerDm(deps, cards, restartOwn, place, said, botUserId);
  const hear = createHear(deps, answerSaid);

  app.event('message', async ({ event, context }) => {
    if (event.channel_type !== 'im' || !('user' in event) || event.user === undefined) return;
    await hear(event as Written, context.botUserId);
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

  return { serve: createServe(answerSaid), hear };
}

/** Whether this is a crew channel and they are of its crew: there a mention is no wish for a seat. */
async function isAmongCrew({ usher }: HandlerDeps, { userId, channel }: Place): Promise<boolean> {
  const living = (await usher.list()).filter(({ workshop }) => workshop.crewChannel === channel);
  if (living.length === 0) return false;
  const rights = await usher.rights(userId);
  return living.some(({ workshop }) => mayAt(rights, 'helper', workshop.id));
}
