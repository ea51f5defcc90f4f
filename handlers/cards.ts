import type { Participant } from '../workshop/seat';
import { aborted } from './aborted';
import type { HandlerDeps } from './deps';
import { coalesce } from './cards/coalesce';
import { type CardContext, cardOf } from './cards/context';
import { deliver, type Seated } from './cards/deliver';
import { createTurns } from './cards/in-turn';
import { keepTrue } from './cards/keep-true';
import { tellRestart } from './cards/restart-news';
import { tellSwap } from './cards/swap-news';
import { tellBroke, type Broke } from './cards/tell-broke';
import { createWanted } from './cards/wanted';
import { postQuietly } from './private-answer';
import { createOutbox } from './progress/outbox';
import type { Message } from './views/blocks';

/** Share of Slack's 50 edits a minute that cards get; the progress messages have the rest. */
const EDITS_A_MINUTE = 14;
/** Seats turn ready in groups: waiting this long makes one look at the store of many events. */
const GATHER_MS = 500;
/** On start, cards of workshops destroyed within this time are ended again: an earlier process may have died meanwhile. */
const ENDED_LATELY_MS = 2 * 3_600_000;

/** Sends cards and keeps them true. */
export interface Cards {
  /** Answers a participant with their card, or the honest wait; `channel` is their DM, or their user id. */
  answer(claim: Seated, channel: string, threadTs?: string): Promise<void>;
  /** Takes the card, or the wait, of somebody whose seat is not theirs any more: `instead` stands in its place. */
  withdraw(participant: Participant, instead: Message): Promise<void>;
  /** Tells whoever sits there that their seat broke and what is done about it, where they have a card. */
  broke(workshopId: string, no: number, how: Broke): Promise<void>;
  /** Pays what is still owed and keeps cards true, also those that others sent; ends when the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
  /** Gives up the edits that still wait for Slack's pace. */
  stop(): Promise<void>;
}

export function createCards(deps: HandlerDeps): Cards {
  const { usher, clock, log } = deps;
  const stopping = new AbortController();
  const outbox = createOutbox(deps, EDITS_A_MINUTE, stopping.signal);
  const context: CardContext = {
    deps,
    outbox,
    wanted: createWanted(outbox),
    waits: new Map(),
    cards: new Map(),
    inTurn: createTurns(),
  };

  function report(error: unknown): void {
    log.error('cards could not be looked after', { reason: String(error) });
  }

  return {
    async answer(claim, channel, threadTs) {
      const sent = await deliver(context, claim, channel, async (to, message) => {
        const posted = await postQuietly(deps, to, message, threadTs);
        return { channel: posted.channel ?? to, ts: posted.ts ?? '' };
      });
      // The seat may have become ready, or the doors opened, before the promise was written down.
      if (sent && claim.kind === 'wait') await usher.notePromise(claim.workshop.id, claim.seat.no);
    },

    async broke(workshopId, no, how) {
      await tellBroke(context, workshopId, no, how);
      // It may have come back before the promise was written down.
      await usher.notePromise(workshopId, no);
    },

    withdraw(participant, instead) {
      return context.inTurn(participant.id, async () => {
        const card = cardOf(context, participant);
        const wait = context.waits.get(participant.id);
        for (const place of [card, wait]) if (place) context.wanted.retire(place.channel, place.ts, instead);
        context.cards.delete(participant.id);
        context.waits.delete(participant.id);
        await usher.dropCard(participant.id);
      });
    },

    async keep(signal) {
      const looks = coalesce<number>(clock, GATHER_MS, signal, (workshopId, changed) =>
        keepTrue(context, workshopId, changed).catch(report),
      );
      const telling = new Set<Promise<void>>();
      /** The look comes first: a card that is paid by it is news enough. */
      const tellOwners = (workshopId: string, operationId: string, tell = tellRestart): void => {
        const told = looks
          .add(workshopId, [])
          .then(() => tell(context, operationId))
          .catch(report)
          .finally(() => telling.delete(told));
        telling.add(told);
      };
      const unsubscribe = usher.subscribe((event) => {
        if (event.type === 'end-moved')
          void looks.add(
            event.workshopId,
            Array.from({ length: event.seats }, (_, i) => i + 1),
          );
        if (event.type === 'seat-changed' || event.type === 'seat-assigned' || event.type === 'seat-released')
          void looks.add(event.workshopId, [event.no]);
        if (['workshop-opened', 'workshop-destroyed', 'card-promised', 'roster-imported'].includes(event.type))
          void looks.add(event.workshopId, []);
        if (event.type === 'operation-ended' && event.kind === 'restart')
          tellOwners(event.workshopId, event.operationId);
        if (event.type === 'seat-swapped') tellOwners(event.workshopId, event.operationId, tellSwap);
      });
      for (const { workshop, seats } of await usher.list({ past: true })) {
        const endedAgo = clock.now().getTime() - (workshop.destroyedAt?.getTime() ?? 0);
        if (workshop.state === 'destroyed' && endedAgo > ENDED_LATELY_MS) continue;
        void looks.add(
          workshop.id,
          seats.filter(({ state }) => state !== 'ready').map(({ no }) => no),
        );
      }
      for (const { workshopId, id, kind } of await usher.restartsUntold())
        tellOwners(workshopId, id, kind === 'swap' ? tellSwap : tellRestart);
      await aborted(signal);
      unsubscribe();
      await Promise.all([looks.idle(), ...telling]);
    },

    async stop() {
      stopping.abort();
      await context.wanted.idle();
    },
  };
}
