import type { Operation } from '../workshop/operation';
import type { InSlack, News } from '../workshop/seat';
import type { Tidings } from '../workshop/usher/doors';
import type { Workshop } from '../workshop/workshop';
import { aborted } from './aborted';
import type { Cards } from './cards';
import type { HandlerDeps } from './deps';
import { postQuietly } from './private-answer';
import type { ProgressMessages } from './progress-message';
import { postRoomInvitation } from './room/invitation';
import type { Message } from './views/blocks';
import { cardWithdrawn, doorNews } from './views/door-news';
import { deployDue, endNear } from './views/ends';
import { notInvited, openedByItself, openingLate } from './views/opening';
import { startDue } from './views/rest';
import { cardTaken } from './views/seat-news';
import { slackErrorOf } from './slack-error';
import { leftNews, unopenedNews } from './views/waitlist';

/** How often it is looked whether time has brought something, in milliseconds. */
const LOOK_EVERY_MS = 5_000;
/** News of a seat that is theirs no longer. */
const TAKEN: readonly News[] = ['freed', 'given', 'released', 'removed'];
/** Between two attempts to invite into a room that did not take it, in looks. */
const REST_LOOKS = 12;

/** Opens workshops when their time has come, and tells people what became of their seats. */
export interface Doors {
  /** Until the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}

/** Looks every few seconds, and at once when a seat changed hands. What was told is marked in the store, so that no other bot repeats it. */
export function createDoors(
  deps: HandlerDeps,
  cards: Cards,
  progress: Pick<ProgressMessages, 'start'>,
  everyMs = LOOK_EVERY_MS,
): Doors {
  const { usher, log, clock } = deps;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  let looks = 0;
  /** Workshop -> the look before which its room is not tried again. */
  const resting = new Map<string, number>();

  /** One look at a time; what happens meanwhile is seen by the next. */
  function look(): void {
    if (looking) again = true;
    else if (timer !== undefined) {
      looking = lookOnce().finally(() => {
        looking = undefined;
        if (!again) return;
        again = false;
        look();
      });
    }
  }

  async function lookOnce(): Promise<void> {
    try {
      looks += 1;
      const { news, opened, late, left, unopened, deploys, starts, destroys, endings } = await usher.tend();
      for (const each of deploys) await quietly(each.workshop, () => tellDeploy(each));
      for (const each of starts) await quietly(each.workshop, () => tellStart(each));
      for (const each of destroys) await quietly(each.workshop, () => follow(each.workshop, each.begun));
      for (const each of endings) await quietly(each.workshop, () => tellEnding(each));
      for (const each of news) await quietly(each.workshop, () => tellPerson(each.workshop, each.participant));
      for (const workshop of opened) await quietly(workshop, () => invite(workshop));
      for (const workshop of late)
        await quietly(workshop, () => tellCrew(workshop, `late:${time(workshop.opensAt)}`, openingLate(workshop)));
      for (const each of left) await quietly(each.workshop, () => tellLeft(each));
      for (const { workshop, list } of unopened) {
        await quietly(workshop, () =>
          tellCrew(workshop, `unopened:${time(workshop.openedAt)}`, unopenedNews(workshop, list)),
        );
      }
    } catch (error) {
      log.error('the doors could not be looked after', { reason: String(error) });
    }
  }

  /** One workshop's trouble, or one person's, keeps no other's news. */
  async function quietly(workshop: Workshop, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn('news of a workshop could not be told', { workshop: workshop.spec.name, reason: String(error) });
    }
  }

  async function tellPerson(workshop: Workshop, participant: InSlack): Promise<void> {
    const news = await usher.takeNews(participant.id);
    if (news === undefined) return;
    try {
      await tell(workshop, participant, news);
    } catch (error) {
      // What Slack refuses it refuses for good: somebody deactivated, or of another workspace.
      if (slackErrorOf(error) === undefined) await usher.keepNews(participant.id, news);
      throw error;
    }
  }

  async function tell(workshop: Workshop, participant: InSlack, news: News): Promise<void> {
    const { dmChannel, userId } = participant;
    if (TAKEN.includes(news)) {
      // They may have another seat meanwhile, with a card of its own.
      const { seats } = await usher.status(workshop);
      if (seats.some(({ owner }) => owner === participant.id)) return;
      await cards.withdraw(participant, news === 'released' ? cardTaken(workshop) : cardWithdrawn(workshop));
      // An organiser may take back what nobody was told of.
      if (news === 'released' && dmChannel === undefined) return;
    }
    await postQuietly(deps, dmChannel ?? userId, doorNews(workshop, news));
    if (news !== 'seated') return;
    const claim = await usher.claim(userId, workshop.id);
    if (claim.kind === 'card' || claim.kind === 'wait') await cards.answer(claim, dmChannel ?? userId);
  }

  async function tellCrew(workshop: Workshop, what: string, message: Message): Promise<void> {
    if (await usher.tellOnceOf(workshop.id, what)) await postQuietly(deps, workshop.crewChannel, message);
  }

  /** The invitation first: it is noted with the workshop, so that a look that ends half-way is made up for by the next. */
  async function invite(workshop: Workshop): Promise<void> {
    const when = time(workshop.opensAt);
    if (workshop.invitation === undefined) {
      if (looks < (resting.get(workshop.id) ?? 0)) return;
      try {
        await postRoomInvitation(deps, workshop);
      } catch (error) {
        resting.set(workshop.id, looks + REST_LOOKS);
        await tellCrew(workshop, `uninvited:${when}`, notInvited(workshop));
        throw error;
      }
    }
    const { seats } = await usher.status(workshop);
    await tellCrew(workshop, `opened:${when}`, openedByItself(workshop, seats));
  }

  /** What began by itself is shown as if somebody had asked. */
  async function follow({ crewChannel }: Workshop, begun: object): Promise<void> {
    if ('started' in begun) await progress.start((begun.started as Operation).id, crewChannel);
  }

  async function tellDeploy(due: Tidings['deploys'][number]): Promise<void> {
    const message = deployDue(due, clock.now());
    if (message) await tellCrew(due.workshop, `deploy:${time(due.at)}`, message);
    await follow(due.workshop, due.begun);
  }

  async function tellStart(due: Tidings['starts'][number]): Promise<void> {
    const message = startDue(due, clock.now());
    if (message) await tellCrew(due.workshop, `start:${time(due.at)}`, message);
    await follow(due.workshop, due.begun);
  }

  async function tellEnding({ workshop, stage }: Tidings['endings'][number]): Promise<void> {
    if (!(await usher.tellOnceOf(workshop.id, `end:${time(workshop.endsAt)}:${stage}`))) return;
    const { seats, hourly } = await usher.status(workshop);
    const people = seats.filter(({ owner }) => owner !== undefined).length;
    await postQuietly(deps, workshop.crewChannel, endNear(workshop, stage, hourly, people, clock.now()));
  }

  const tellLeft = ({ workshop, participant, seat }: Tidings['left'][number]): Promise<void> =>
    tellCrew(workshop, `left:${participant.id}:${time(participant.leavingAt)}`, leftNews(workshop, participant, seat));

  return {
    async keep(signal) {
      timer = setInterval(look, everyMs).unref();
      const unsubscribe = usher.subscribe(({ type }) => {
        if (['seat-freed', 'seat-released', 'seat-claimed', 'seat-awaited', 'opening-planned'].includes(type)) look();
      });
      look();
      await aborted(signal);
      unsubscribe();
      clearInterval(timer);
      timer = undefined;
      again = false;
      await looking;
    },
  };
}

const time = (at: Date | undefined): string => String(at?.getTime());
