import { touchesSeats, type Operation } from '../operation';

/** Seats that running operations have in hand; `all` where one of them has the whole workshop. */
export function busySeats(running: readonly Pick<Operation, 'kind' | 'target'>[]): ReadonlySet<number> | 'all' {
  if (running.some(({ kind, target }) => touchesSeats(kind) && target === undefined)) return 'all';
  return new Set(
    running.flatMap(({ target }) => [...(target?.seats ?? []), ...(target?.swap ? [target.swap.spare] : [])]),
  );
}
