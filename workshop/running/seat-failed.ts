import type { StackContext } from '../context';
import type { Operation } from '../operation';
import type { Problem } from '../problems';
import type { Workshop } from '../workshop';
import { changeSeats } from './change-seats';

/** A seat could not be made: it says why, and the record of events has it. */
export async function seatFailed(
  context: StackContext,
  workshop: Workshop,
  operation: Operation,
  no: number,
  problem: Problem,
): Promise<void> {
  await changeSeats(context, workshop, [{ no, state: 'failing', detail: problem.summary }]);
  await context.emit({
    workshopId: workshop.id,
    actor: 'usher',
    type: 'seat-failed',
    operationId: operation.id,
    no,
    problem,
  });
}
