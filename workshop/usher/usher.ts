import type { Operation } from '../operation';
import type { EventListener } from '../events';
import type { Workshops } from './workshops';
import type { Operations } from './operations';
import type { Doors } from './doors';
import type { Crew } from './crew';
import type { Seating } from './seating';
import type { Watching } from './watching';
import type { Helping } from './helping';
import type { Admission } from './admission';
import type { Announcements } from './announcements';
import type { Limits } from './limits';
import type { Receipts } from './receipts';
import type { Presence } from './presence';
import type { Errands } from './errands';
import type { Quotas } from './quotas';
import type { Rehearsals } from './rehearsals';
import type { Venues } from './venues';
import type { Resizing } from './resizing';
import type { Resting } from './resting';
import type { Swaps } from './swaps';

/**
 * What handlers may ask of the domain. A refusal is a value with its reason, for the handler to word; only a break throws.
 * Nothing here knows Slack beyond ids of users and channels, which are opaque strings.
 */
export interface Usher extends Workshops, Operations, Doors, Crew, Seating, Watching {
  readonly announcements: Announcements;
  readonly errands: Errands;
  readonly quotas: Quotas;
  readonly limits: Limits;
  readonly receipts: Receipts;
  readonly rehearsals: Rehearsals;
  readonly presence: Presence;
  readonly venues: Venues;
  readonly resizing: Resizing;
  readonly resting: Resting;
  readonly admission: Admission;
  readonly swaps: Swaps;
  readonly helping: Helping;
  /** Calls back on every event until the returned function is called. */
  subscribe(listener: EventListener): () => void;
  /** Begins to work: takes up what was left running, here or elsewhere, whose operations are returned. */
  start(): Promise<Operation[]>;
  /** Stops taking new work, asks running work to stop gracefully and waits for it. */
  drain(): Promise<void>;
}
