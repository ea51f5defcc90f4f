import type { WorkshopSpec } from '../workshop';

export interface Prices {
  /** What everything the spec creates costs; an estimate on demand prices. Never throws: list prices where AWS does not answer. */
  of(spec: WorkshopSpec): Promise<Price>;
}

export interface Price {
  /** US dollars. */
  readonly hourly: number;
  /** Of it what goes on while all hosts are off: volumes, load balancers, database. */
  readonly resting: number;
  /** `live`: asked of AWS today. `list`: embedded with this version of Usher. */
  readonly source: 'live' | 'list';
  /** What `hourly` is made of. */
  readonly parts: readonly PricePart[];
  /** What the containers' way to the internet adds, where they have one: of `hourly`, and besides for each GB that passes. */
  readonly internet?: { readonly hourly: number; readonly perGb: number };
}

/** What one kind of thing costs an hour, for all of the workshop. */
export interface PricePart {
  readonly kind: 'instances' | 'storage' | 'addresses' | 'load balancers' | 'database' | 'internet';
  readonly hourly: number;
  /** It costs nothing while the hosts are off. */
  readonly rests?: true;
  /** Which stacks make it: the batches of the seats, `network` or `database`. */
  readonly of: 'seats' | 'network' | 'database';
}
