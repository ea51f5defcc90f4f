import type { Problem } from '../problems';
import type { Turn } from './follow-stack';
import { seatFailed } from './seat-failed';

/** Sends hosts AWS had no capacity for to the next place there is. False where there is none for any of them: they have failed. */
export async function placeElsewhere(turn: Turn, withoutCapacity: ReadonlyMap<number, Problem>): Promise<boolean> {
  const { context, workshop, operation } = turn;
  for (const [no, problem] of withoutCapacity) await seatFailed(context, workshop, operation, no, problem);
  return false;
}
