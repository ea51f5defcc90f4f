import { nextPlacement } from '../next-placement';
import type { Placement } from '../ports/provisioner';
import type { Problem } from '../problems';
import { ZONES } from '../zones';
import type { Turn } from './follow-stack';
import { seatFailed } from './seat-failed';

/**
 * Sends hosts AWS had no capacity for to the next place there is, and says so in the step's note; those for which there is none
 * have failed. True where the stack is worth another try.
 */
export async function placeElsewhere(turn: Turn, withoutCapacity: ReadonlyMap<number, Problem>): Promise<boolean> {
  const { context, workshop, operation, step } = turn;
  const seats = new Map((await context.store.seats.list(workshop.id)).map((seat) => [seat.no, seat]));
  const moved = new Map<number, Placement>();
  for (const [no, problem] of withoutCapacity) {
    const placement = nextPlacement(workshop.spec, no, seats.get(no)?.placements);
    if (placement === undefined) {
      await seatFailed(context, workshop, operation, no, problem);
      // The next deploy begins at the usual place.
      await context.store.seats.forgetHosts(workshop.id, [no]);
      continue;
    }
    moved.set(no, placement);
    await context.store.seats.place(workshop.id, no, placement);
    const about = { workshopId: workshop.id, actor: 'usher', operationId: operation.id };
    await context.emit({ ...about, type: 'seat-placed', no, placement });
  }
  if (moved.size === 0) return false;
  await context.store.operations.updateStep(step, { note: noteOf(moved) });
  context.changed(workshop.id, operation.id);
  return true;
}

/** `AWS has no capacity for seat 34: trying zone b`, for the first few. */
function noteOf(moved: ReadonlyMap<number, Placement>): string {
  const first = [...moved].slice(0, 3).map(([no, place]) => `${no}: trying ${wordsOf(place)}`);
  const more = moved.size > first.length ? ` and ${moved.size - first.length} more` : '';
  return `AWS has no capacity for ${moved.size === 1 ? 'a host' : 'hosts'} (${first.join(', ')}${more})`;
}

const wordsOf = ({ zone, instanceType }: Placement): string =>
  [zone === undefined ? undefined : `zone ${ZONES[zone]}`, instanceType].filter(Boolean).join(', ');
