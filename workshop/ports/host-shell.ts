import type { Problem } from '../problems';
import type { Workshop } from '../workshop';

/** Usher's own scripts, by what they do on a seat's host; nothing else is ever run there. */
export type HostScript = 'pack-work' | 'deliver-file' | 'unpack-work' | 'take-number';

/** What the host of one seat is told. Values reach the script as data, whatever is in them. */
export interface HostOrder {
  readonly no: number;
  /** Id of the very instance that is meant, where its number is just changing: AWS tells of new tags some seconds late. */
  readonly instance?: string;
  readonly values: Readonly<Record<string, string>>;
}

/** `said`: what the script said, by the names it gave. `problem`: why it did not run, or broke. */
export type HostResult = { readonly no: number } & (
  { readonly said: ReadonlyMap<string, readonly string[]> } | { readonly problem: Problem }
);

/** The way into the hosts of seats. */
export interface HostShell {
  /**
   * Runs a script on the host of each seat, as whoever owns the seat's folder (`take-number` as root), and yields one result for each, in the order they
   * come. A host that is away is that seat's problem; throws ProblemError only where AWS refuses to be asked at all. Aborted, it
   * yields no more; what hosts were told already, they end.
   */
  run(
    workshop: Workshop,
    script: HostScript,
    orders: readonly HostOrder[],
    signal: AbortSignal,
  ): AsyncIterable<HostResult>;
}
