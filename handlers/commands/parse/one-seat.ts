import type { NamesRequest } from '../what-is-meant';
import { pickSeats, withoutFillers } from './pick-seats';
import type { SeatSelector } from './seats';
import { isUsageError, usage, type UsageError } from './usage';
import { atMost, sortWords } from './words';

/** One seat, and words besides. */
export interface OneSeatRequest extends NamesRequest {
  readonly seats: Extract<SeatSelector, { kind: 'range' | 'person' | 'name' }>;
}

/** `7 jupyter nov`, `@grace`; refuses several seats, and none. */
export function parseOneSeat(words: readonly string[], example: string): OneSeatRequest | UsageError {
  const sorted = sortWords(words);
  if (isUsageError(sorted)) return sorted;
  const picked = pickSeats(withoutFillers(sorted.plain));
  if (isUsageError(picked)) return picked;
  const { seats } = picked;
  if (!seats) return usage('Which seat? A number like `7`, or a person like `@grace`.', example);
  if (seats.kind === 'all' || seats.kind === 'failing' || (seats.kind === 'range' && seats.from !== seats.to)) {
    return usage('This takes one seat at a time.', example);
  }
  return (
    atMost({ plain: picked.rest, flags: {} }, 2, example) ?? {
      seats,
      names: picked.rest.map((name) => name.toLowerCase()),
    }
  );
}
