import type { Participant } from '../../workshop/seat';
import type { HandlerDeps } from '../deps';
import type { Outbox } from '../progress/outbox';
import type { Wanted } from './wanted';

/** What the keeping of cards works with. */
export interface CardContext {
  readonly deps: HandlerDeps;
  readonly outbox: Outbox;
  readonly wanted: Wanted;
  /**
   * Where each waiting participant's wait was explained, by participant id. Only this process edits those: a later one lets
   * them stand, and the promise in them is kept from the store.
   */
  readonly waits: Map<string, MessagePlace>;
  /** The newest card this process sent, by participant id; ahead of what a claim read from the store a moment before. */
  readonly cards: Map<string, MessagePlace>;
  /** One delivery at a time for a participant. */
  readonly inTurn: <T>(key: string, work: () => Promise<T>) => Promise<T>;
}

export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

/** Where the card is: the newer of what this process sent last and what was read from the store, which another may have sent. */
export function cardOf({ cards }: CardContext, { id, dmChannel, cardTs }: Participant): MessagePlace | undefined {
  const noted = dmChannel !== undefined && cardTs !== undefined ? { channel: dmChannel, ts: cardTs } : undefined;
  const sent = cards.get(id);
  return sent && noted ? (Number(noted.ts) > Number(sent.ts) ? noted : sent) : (sent ?? noted);
}
