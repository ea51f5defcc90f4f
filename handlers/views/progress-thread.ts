import { touchesSeats } from '../../workshop/operation';
import type { Problem } from '../../workshop/problems';
import type { OperationView } from '../../workshop/usher/operations';
import { clip } from './blocks';
import { seatsInQuestion } from './progress';
import { title, took } from './progress-steps';
import { escape, person } from './words';

/** One thing the thread is told once; `key` is what it is remembered by. */
export interface Report {
  readonly key: string;
  readonly text: string;
}

/** Everything worth a line in the thread so far: each stack's end, each failure with its cause. */
export function reports(view: OperationView): Report[] {
  const { kind } = view.operation;
  return [
    ...view.steps
      .filter(({ state }) => state === 'done')
      .map((step) => ({
        key: `done:${step.stack}`,
        text: `✓ ${title(step.stack)} ${step.removes ? 'is gone' : view.operation.kind === 'scale' ? 'is as it is to be' : 'is up'}${took(step)}`,
      })),
    ...view.steps.flatMap(({ stack, problem, state }) =>
      problem === undefined || state === 'running'
        ? []
        : [{ key: `failed:${stack}:${problem.kind}`, text: failure(title(stack), problem) }],
    ),
    ...(touchesSeats(kind) ? seatsInQuestion(view) : [])
      .filter(({ state }) => state === 'failing')
      .map(({ no, detail }) => {
        const owner = view.owners.get(no);
        return {
          key: `seat:${no}`,
          text: `⚠️ Seat ${no}${owner ? ` ${person(owner)}` : ''}: ${escape(clip(detail ?? 'not answering', 600))}`,
        };
      }),
  ];
}

function failure(what: string, { summary, next, cause, detail }: Problem): string {
  const facts = Object.entries(detail ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
  return [
    `✗ ${what}: ${escape(summary)} ${escape(next)}`,
    facts === '' ? '' : `_${escape(clip(facts, 300))}_`,
    cause === undefined ? '' : `\`\`\`${escape(clip(cause, 1500)).replaceAll('```', "'''")}\`\`\``,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
