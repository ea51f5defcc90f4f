import { MOST_SEATS } from '../../../workshop/seat-plan';
import { quote } from './quote';
import { usage, type UsageError } from './usage';

/** How many seats besides nobody is given: 0 to 999. */
export function parseSpares(word: string): number | UsageError {
  const spares = Number(word.trim());
  return /^\d{1,4}$/.test(word.trim()) && spares < MOST_SEATS
    ? spares
    : usage(
        `How many spares is ${quote(word)}? I need a number from 0 to 999; a few for every hundred seats are usual.`,
      );
}
