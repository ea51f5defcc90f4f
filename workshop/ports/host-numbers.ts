import type { Workshop } from '../workshop';

/** Gives the hosts of a workshop other seats' numbers. Everything may be repeated, and throws ProblemError where AWS refuses. */
export interface HostNumbers {
  /** Ids of the instances that have these seats' numbers now, whatever state they are in; of a seat that has none, nothing. */
  find(workshop: Workshop, seats: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Notes at the instances themselves which seat's number each has from now on. */
  label(workshop: Workshop, instances: ReadonlyMap<number, string>): Promise<void>;
  /** Has a seat's apps start on its new host, in place of the spare's; the old host is off the cluster from then on. */
  move(workshop: Workshop, move: HostMove): Promise<void>;
}

export interface HostMove {
  readonly seat: number;
  /** Whose apps the new host ran until then. */
  readonly spare: number;
  /** Instance ids; `from` is undefined where the seat had none. */
  readonly from: string | undefined;
  readonly to: string;
}
