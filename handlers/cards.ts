import type { HandlerDeps } from './deps';
import { coalesce } from './cards/coalesce';
import type { CardContext } from './cards/context';
import { deliver, type Seated } from './cards/deliver';
import { createTurns } from './cards/in-turn';
import { keepTrue } from './cards/keep-true';
import { tellRestart } from './cards/restart-news';
import { tellBroke, type Broke } from './cards/tell-broke';
import { createWanted } from './cards/wanted';
import { postQuietly } from './private-answer';
import { createOutbox } from './progress/outbox';

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
  /** Tells whoever sits there that their seat broke and what is done about it, where they have a card. */
  broke(workshopId: string, no: number, how: Broke): Promise<void>;
  /** Pays what an earlier process still owed and goes on keeping cards true, until `stop`. */
  start(): Promise<void>;
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
  const looks = coalesce<number>(clock, GATHER_MS, stopping.signal, (workshopId, changed) =>
    keepTrue(context, workshopId, changed).catch(report),
  );
  const telling = new Set<Promise<void>>();
  let unsubscribe = (): void => undefined;

  function report(error: unknown): void {
    log.error('cards could not be looked after', { reason: String(error) });
  }

  /** The look comes first: a card that is paid by it is news enough. */
  function tellOwners(workshopId: string, operationId: string): void {
    const told = looks
      .add(workshopId, [])
      .then(() => tellRestart(context, operationId))
      .catch(report)
      .finally(() => telling.delete(told));
    telling.add(told);
  }

  return {
    async answer(claim, channel, threadTs) {
      const sent = await deliver(context, claim, channel, async (to, message) => {
        const posted = await postQuietly(deps, to, message, threadTs);
        return { channel: posted.channel ?? to, ts: posted.ts ?? '' };
      });
      // The seat may have become ready, or the doors opened, before the promise was written down.
      if (sent && claim.kind === 'wait') void looks.add(claim.workshop.id, []);
    },

    async broke(workshopId, no, how) {
      await tellBroke(context, workshopId, no, how);
      // It may have come back before the promise was written down.
      void looks.add(workshopId, [no]);
    },

    async start() {
      unsubscribe = usher.subscribe((event) => {
        if (event.type === 'seat-changed') void looks.add(event.workshopId, [event.no]);
        if (event.type === 'workshop-opened' || event.type === 'workshop-destroyed')
          void looks.add(event.workshopId, []);
        if (event.type === 'operation-ended' && event.kind === 'restart')
          tellOwners(event.workshopId, event.operationId);
      });
      for (const { workshop, seats } of await usher.list({ past: true })) {
        const endedAgo = clock.now().getTime() - (workshop.destroyedAt?.getTime() ?? 0);
        if (workshop.state === 'destroyed' && endedAgo > ENDED_LATELY_MS) continue;
        void looks.add(
          workshop.id,
          seats.filter(({ state }) => state !== 'ready').map(({ no }) => no),
        );
      }
    },

    async stop() {
      unsubscribe();
      stopping.abort();
      await Promise.all([looks.idle(), context.wanted.idle(), ...telling]);
    },
  };
}
