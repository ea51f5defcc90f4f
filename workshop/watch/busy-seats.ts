import type { Operation } from '../operation';

/** Seats that running operations have in hand; `all` where one of them has the whole workshop. */
export function busySeats(running: readonly Pick<Operation, 'target'>[]): ReadonlySet<number> | 'all' {
  if (running.some(({ target }) => target === undefined)) return 'all';
  return new Set(running.flatMap(({ target }) => target?.seats ?? []));
}
