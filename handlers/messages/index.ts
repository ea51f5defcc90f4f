import type { App } from '@slack/bolt';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { picturesOf } from '../help/pictures';
import { OPEN_APP, PAGE, PAGE_STILL, RESTART_APP, STUCK } from '../views/card';
import { CHOOSE_SEAT } from '../views/participant-answers';
import { gladItWorks, SOLVED } from '../views/stuck';
import { answerDm } from './answer-dm';
import { askForHelp, canBeStuck, solved } from './ask-for-help';
import { type ClickBody, placeOf, valueOf } from './click';
import { answerPage } from './page-help';
import { answering, dmOf, type Place, say } from './reach';
import { createRestartOwn } from './restart-own';
import { giveSeat, isSeated, refuse, type Seated } from './seat-of';

/** A message with one of these was written by a person just now; all others (edits, joins, bots) are not answered. */
const WRITTEN = new Set([undefined, 'file_share', 'me_message', 'thread_broadcast']);

/** Ids of participants' buttons; what follows a colon tells buttons of one kind apart. */
export const PARTICIPANTS_IDS = [OPEN_APP, RESTART_APP, STUCK, PAGE, PAGE_STILL, SOLVED, CHOOSE_SEAT];

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
    const said = { text: written.text ?? '', pictures: picturesOf(written.files) };
    await answering(deps, place, async () => {
      if (await deps.firstSight(body.event_id)) await answerDm(deps, cards, restartOwn, place, said);
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

  /** Buttons about the seat of whoever clicks; the workshop in their value is only a wish. */
  const seated: Readonly<Record<string, (place: Place, claim: Seated) => Promise<void>>> = {
    [STUCK]: (place, claim) => askOrWait(place, claim, 'button'),
    [PAGE]: (place, claim) =>
      claim.kind === 'card' ? answerPage(deps, place, claim) : askOrWait(place, claim, 'page'),
    [PAGE_STILL]: (place, claim) => askOrWait(place, claim, 'page'),
    async [SOLVED](place, claim) {
      if (!(await solved(deps, place, claim.workshop.id))) await say(deps, place, gladItWorks());
    },
  };

  async function askOrWait(place: Place, claim: Seated, way: 'button' | 'page'): Promise<void> {
    if (canBeStuck(claim)) await askForHelp(deps, place, claim, { way, text: '', pictures: [] });
    else await cards.answer(claim, dmOf(place), place.threadTs);
  }

  for (const [id, answer] of Object.entries(seated)) {
    app.action(id, async ({ ack, body, action }) => {
      await ack();
      const place = placeOf(body as ClickBody);
      await answering(deps, place, async () => {
        const claim = await deps.usher.claim(place.userId, valueOf(action));
        if (isSeated(claim)) await answer(place, claim);
        else await refuse(deps, place, claim);
      });
    });
  }

  app.action(new RegExp(`^${CHOOSE_SEAT}`), async ({ ack, body, action, context }) => {
    await ack();
    const place = placeOf(body as ClickBody);
    await answering(deps, place, () => giveSeat(deps, cards, place, context.botUserId, valueOf(action)));
  });
}
