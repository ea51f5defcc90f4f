import { readSelector, type SeatSelector } from './seats';
import { isUsageError, type UsageError } from './usage';

/** The first word that names seats, wherever it stands, and the words besides it. */
export function pickSeats(
  words: readonly string[],
): { readonly seats: SeatSelector | undefined; readonly rest: readonly string[] } | UsageError {
  for (const [index, word] of words.entries()) {
    const seats = readSelector(word);
    if (isUsageError(seats)) return seats;
    if (seats) return { seats, rest: words.filter((_, i) => i !== index) };
  }
  return { seats: undefined, rest: words };
}

/** Leaves out the words people put before a number: `restart seat 7`. */
export const withoutFillers = (words: readonly string[]): string[] =>
  words.filter((word) => !['seat', 'seats', 'number', 'no', 'of', 'on', 'in'].includes(word.toLowerCase()));
