import { pickSeats, withoutFillers } from './pick-seats';
import type { SeatSelector } from './seats';
import { isUsageError, type UsageError } from './usage';
import { onlyWorkshop } from './workshop-word';

export interface SeatsRequest {
  readonly seats?: SeatSelector;
  readonly workshop?: string;
}

/** `[seats] [name]`, in any order, and nothing else. */
export function seatsAndWorkshop(words: readonly string[]): SeatsRequest | UsageError {
  const picked = pickSeats(withoutFillers(words));
  if (isUsageError(picked)) return picked;
  const named = onlyWorkshop(picked.rest);
  return isUsageError(named) ? named : { ...named, ...(picked.seats && { seats: picked.seats }) };
}
