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
  readonly waits: Map<string, { readonly channel: string; readonly ts: string }>;
}
