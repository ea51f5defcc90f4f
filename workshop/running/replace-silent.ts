import type { Context } from '../context';
import { hasEnded, type Operation } from '../operation';
import type { CloudSnapshot } from '../ports/cloud';
import { planSeat } from '../seat-plan';
import type { Workshop } from '../workshop';

/** Since when a seat's instance has been running without its agent, by seat number. */
export type Silence = Map<number, number>;

/**
 * Has the instances made anew that have been running for too long without their ECS agent: once each, since what is wrong with the
 * second is not the instance.
 */
export async function replaceSilent(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  numbers: readonly number[],
  { seats }: CloudSnapshot,
  silence: Silence,
): Promise<void> {
  const { store, clock, pace } = context;
  const now = clock.now().getTime();
  for (const no of numbers) {
    const seen = seats.get(no);
    const isSilent = seen?.host === 'impaired' || (seen?.host === 'running' && !seen.agentConnected);
    if (!isSilent) silence.delete(no);
    else silence.set(no, silence.get(no) ?? now);
  }
  const due = [...silence].filter(([no, since]) => numbers.includes(no) && now - since >= pace.registerTimeoutMs);
  if (due.length === 0) return;
  for (const step of await store.operations.steps(operation.id)) {
    const mine = due.map(([no]) => no).filter((no) => planSeat(workshop.spec, no).stack === step.stack);
    if (mine.length === 0 || !hasEnded(step)) continue;
    const anew: number[] = [];
    for (const no of mine) {
      silence.delete(no);
      if (await store.seats.replaceOnce(workshop.id, no)) anew.push(no);
    }
    if (anew.length === 0) continue;
    await store.operations.redo(operation.id, step.stack, anew);
    for (const no of anew) {
      const about = { workshopId: workshop.id, actor: 'usher', operationId: operation.id };
      await context.emit({ ...about, type: 'seat-replaced', no });
    }
  }
}
