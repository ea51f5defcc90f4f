import type { Step } from '../../workshop/operation';
import type { OperationView } from '../../workshop/usher/operations';
import { clip } from './blocks';
import { count, duration, escape, seatNumbers } from './words';

/** Lines on the stacks: network and database by name, batches as a sum with the few that are being worked on. */
export function stepLines({ operation, steps, now, workshop }: OperationView): string[] {
  const done = operation.kind === 'destroy' ? 'gone' : '✓';
  const seats = Math.max(workshop.spec.seats, operation.scaling?.before.seats ?? 0);
  const single = steps.filter((step) => !isBatch(step));
  const batches = steps.filter(isBatch);
  return [
    single.map((step) => `${title(step.stack)} ${standing(step, now, done)}`).join(' · '),
    batches.length === 0 ? '' : batchLine(batches, workshop.spec.batchSize, seats, done),
    ...waits(steps),
  ].filter((line) => line !== '');
}

/** 0 to 1: how far the stacks are, each counting the same. */
export const stepsDone = (steps: readonly Step[]): number =>
  steps.length === 0 ? 0 : steps.reduce((sum, step) => sum + share(step), 0) / steps.length;

/** `Network`, `Database`, `Batch 003`. */
export const title = (stack: string): string =>
  stack.startsWith('batch-') ? `Batch ${stack.slice('batch-'.length)}` : stack.charAt(0).toUpperCase() + stack.slice(1);

export const isBatch = (step: Pick<Step, 'stack'>): boolean => step.stack.startsWith('batch-');

/** How long a stack took, or nothing where it was never worked on. */
export const took = (step: Step): string =>
  step.startedAt && step.endedAt ? ` in ${duration(step.endedAt.getTime() - step.startedAt.getTime())}` : '';

const share = ({ state, done, total }: Step): number =>
  state === 'done' ? 1 : total === 0 ? 0 : Math.min(1, done / total);

function standing(step: Step, now: Date, done: string): string {
  if (step.state === 'done') return done;
  if (step.state === 'failed') return '✗';
  if (step.state === 'stopped') return step.attempt > 0 ? 'stopped half-way' : 'not begun';
  if (step.state === 'waiting') return 'waiting';
  const since = step.startedAt ? `, ${duration(now.getTime() - step.startedAt.getTime())}` : '';
  return step.total === 0 ? `planning${since}` : `${step.done} of ${step.total}${since}`;
}

function batchLine(batches: readonly Step[], batchSize: number, seats: number, done: string): string {
  const of = (state: Step['state']): Step[] => batches.filter((step) => step.state === state);
  const running = of('running');
  const failed = of('failed').length;
  const stopped = of('stopped').length;
  const waiting = of('waiting').length;
  const sum = `${of('done').length} of ${count(batches.length, 'batch', 'batches')} ${done}`;
  const now = running.length === 0 ? '' : `at work on ${seatsOf(running, batchSize, seats)}`;
  return [
    sum,
    now,
    failed ? `${failed} ✗` : '',
    stopped ? `${stopped} stopped` : '',
    waiting ? `${waiting} waiting` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function seatsOf(batches: readonly Step[], batchSize: number, seats: number): string {
  const numbers = batches.flatMap(({ stack }) => {
    const first = (Number(stack.slice('batch-'.length)) - 1) * batchSize + 1;
    return Array.from({ length: Math.max(0, Math.min(batchSize, seats - first + 1)) }, (_, i) => first + i);
  });
  return `${numbers.length === 1 ? 'seat' : 'seats'} ${seatNumbers(numbers, 4)}`;
}

/** What running stacks wait for, each reason once and at most three. */
function waits(steps: readonly Step[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { stack, state, note } of steps) {
    if (state === 'running' && note !== undefined) reasons.set(note, [...(reasons.get(note) ?? []), title(stack)]);
  }
  return [...reasons].slice(0, 3).map(([note, stacks]) => {
    const where = stacks.length > 3 ? count(stacks.length, 'stack') : stacks.join(', ');
    return `⏳ ${where}: ${escape(clip(note, 200))}`;
  });
}
