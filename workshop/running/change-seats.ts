import type { StackContext } from '../context';
import { isAbout, type Operation } from '../operation';
import type { SeatStateChange } from '../ports/seat-store';
import { seatsOfBatch } from '../seat-plan';
import type { SeatState } from '../seat';
import type { Workshop } from '../workshop';

/** What a seat is while its instance is made anew. */
export const ANEW = { state: 'creating', detail: 'its instance is made anew' } as const;

/** Sets seats' states and emits one event for each seat whose state changed. */
export async function changeSeats(
  context: Pick<StackContext, 'store' | 'emit'>,
  workshop: Workshop,
  changes: readonly SeatStateChange[],
): Promise<void> {
  const before = new Map((await context.store.seats.list(workshop.id)).map((seat) => [seat.no, seat.state]));
  for (const seat of await context.store.seats.setStates(workshop.id, changes)) {
    if (before.get(seat.no) === seat.state) continue;
    await context.emit({
      workshopId: workshop.id,
      actor: 'usher',
      type: 'seat-changed',
      no: seat.no,
      state: seat.state,
    });
  }
}

/** Sets the seats of a batch that the operation is about and that are in one of the states `from`. */
export async function changeBatch(
  context: Pick<StackContext, 'store' | 'emit'>,
  workshop: Workshop,
  operation: Operation,
  stack: string,
  from: readonly SeatState[],
  to: Omit<SeatStateChange, 'no'>,
): Promise<void> {
  const mine = new Set(seatNumbersOf(workshop, stack));
  const seats = await context.store.seats.list(workshop.id);
  await changeSeats(
    context,
    workshop,
    seats
      .filter(({ no, state }) => mine.has(no) && isAbout(operation, no) && from.includes(state))
      .map(({ no }) => ({ no, ...to })),
  );
}

/** `batch-003` -> the numbers of its seats; none for other stacks. */
export function seatNumbersOf(workshop: Workshop, stack: string): number[] {
  const batch = /^batch-(\d+)$/.exec(stack);
  return batch ? seatsOfBatch(workshop.spec, Number(batch[1])).map((seat) => seat.no) : [];
}
