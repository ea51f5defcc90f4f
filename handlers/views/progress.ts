import type { KnownBlock } from '@slack/types';
import { isAbout, touchesSeats } from '../../workshop/operation';
import type { Seat } from '../../workshop/seat';
import type { OperationView } from '../../workshop/usher/operations';
import { cancelButton } from './cancel';
import { clip, context, type Message, section, sections } from './blocks';
import { rehearsalProgress } from './rehearsal';
import { OPERATION_WORDS } from './operation-words';
import { placesOf } from './places';
import { seatCounts, seatMapBlocks, type SeatMapOptions } from './seat-map';
import { swapLines } from './swap';
import { stepLines, stepsDone, title } from './progress-steps';
import { bar, clockTime, count, dayAndTime, escape, mention, person, money, plainTime, seatNumbers } from './words';

const MOST_WARNINGS = 4;

/** The one message of an operation, drawn from what is stored and nothing else; fits Slack's limits at 1,000 seats. */
export function progressMessage(view: OperationView): Message {
  const { kind } = view.operation;
  if (kind === 'rehearse') return rehearsalProgress(view);
  if (!touchesSeats(kind)) return stacksProgress(view);
  const seats = seatsInQuestion(view);
  const blocks: KnownBlock[] = [
    section(`${head(view)}\n${barLine(view, seats)}`),
    ...sections(kind === 'swap' ? swapLines(view) : stepLines(view)),
    ...(seats.length > 1 && !isAllGone(view) ? seatMapBlocks(seats, mapOptions(view)) : []),
    ...sections(warnings(view, seats)),
    context(foot(view)),
    ...(isStoppable(view) ? [cancelButton(view.operation)] : []),
  ];
  return { text: plainText(view, seats), blocks };
}

/** The message of what changes stacks and leaves the seats as they are. */
function stacksProgress(view: OperationView): Message {
  const { operation, steps } = view;
  const stands = steps.every(({ state }) => state === 'done');
  const far = stands ? 'waits for the seat to answer' : bar(Math.min(0.99, stepsDone(steps)));
  const says = operation.state === 'running' ? far : ending(view);
  return {
    text: clip(`${subject(view)}.`, 1000),
    blocks: [
      section(`${head(view)}\n${says}`),
      ...sections(stepLines(view)),
      context('The seats stay as they are · details in the thread'),
      ...(isStoppable(view) ? [cancelButton(operation)] : []),
    ],
  };
}

/** The seats an operation is about: all of them, those it names, or those that are new by it. */
export const seatsInQuestion = ({ operation, seats }: OperationView): readonly Seat[] =>
  seats.filter(({ no }) => isAbout(operation, no));

/** Whether a seat is as the operation wants it: ready, gone, or off. */
export function isAsAsked({ operation: { kind } }: OperationView, { state, detail }: Seat): boolean {
  if (kind === 'destroy') return state === 'absent';
  // One that is still on its way down says so.
  if (kind === 'stop') return state === 'absent' || (state === 'stopped' && detail === undefined);
  return state === 'ready';
}

/** How many seats are as asked for. */
export const seatsDone = (view: OperationView): number =>
  seatsInQuestion(view).filter((seat) => isAsAsked(view, seat)).length;

/** `Deploying nov`, `Restarting Jupyter of seats 3-5 · nov`. */
export function subject({ operation, workshop }: OperationView): string {
  const { doing, done } = OPERATION_WORDS[operation.kind];
  const failed =
    operation.state === 'failed'
      ? `${doing} failed:`
      : operation.state === 'cancelled'
        ? `${doing} cancelled:`
        : operation.state === 'running'
          ? doing
          : done;
  if (operation.scaling) return `${failed} ${workshop.spec.name} to ${placesOf(operation.scaling.after)}`;
  if (operation.target === undefined) return `${failed} ${workshop.spec.name}`;
  const { seats, apps } = operation.target;
  const what = apps.map((name) => workshop.spec.apps.find((app) => app.name === name)?.title ?? name).join(' and ');
  const where = `${seats.length === 1 ? 'seat' : 'seats'} ${seatNumbers(seats, 4)}`;
  return `${failed} ${what === '' ? where : `${what} of ${where}`} · ${workshop.spec.name}`;
}

const isStoppable = ({ operation }: OperationView): boolean =>
  operation.state === 'running' && operation.kind !== 'restart' && operation.cancelledBy === undefined;

/** A map of nothing says nothing. */
const isAllGone = ({ operation }: Pick<OperationView, 'operation'>): boolean =>
  operation.kind === 'destroy' && operation.state === 'succeeded';

const mapOptions = ({ operation, workshop }: OperationView): SeatMapOptions => ({
  batchSize: workshop.spec.batchSize,
  ...(operation.kind === 'destroy' ? { words: GONE } : {}),
});
const GONE = { absent: 'gone', ready: 'still there' } as const;

const head = (view: OperationView): string =>
  `*${subject(view)}* · ${mention(view.operation.startedBy)} ${clockTime(view.operation.startedAt)}`;

function barLine(view: OperationView, seats: readonly Seat[]): string {
  const { operation, expectedAt } = view;
  const sum = `*${sumOf(view, seats)}*`;
  if (operation.state !== 'running') return `${sum} ${ending(view)}`;
  if (operation.cancelledBy !== undefined)
    return `${sum} ⏹️ stopping${askedBy(operation)}: ${view.steps.length > 0 ? 'Terraform ends what it is at' : 'nothing more is begun'}`;
  const when = expectedAt ? ` done about ${clockTime(expectedAt)}` : '';
  return `${sum} ${bar(fraction(view, seats))}${when}`;
}

/** `61 of 83 ready`; of an operation that is about no seat any more, its stacks. */
export function sumOf(view: OperationView, seats: readonly Seat[]): string {
  const { operation, steps } = view;
  if (seats.length === 0) {
    const done = steps.filter(({ state }) => state === 'done').length;
    return `${done} of ${count(steps.length, 'stack')} done`;
  }
  const word = operation.kind === 'destroy' ? 'gone' : operation.kind === 'stop' ? 'off' : 'ready';
  return `${seatsDone(view)} of ${seats.length} ${word}`;
}

function ending({ operation }: OperationView): string {
  const at = operation.endedAt ? ` ${clockTime(operation.endedAt)}` : '';
  if (operation.state === 'succeeded') return `✅ finished${at}`;
  if (operation.state === 'cancelled') return `⏹️ stopped${at}${askedBy(operation)}`;
  if (operation.state === 'partial') return `⚠️ finished${at}, not everything is as it should be`;
  const why = operation.problem ? `: ${escape(operation.problem.summary)} ${escape(operation.problem.next)}` : '';
  return `❌ stopped${at}${why}`;
}

/** `, asked for by @ben`; nothing where its time was up. */
const askedBy = ({ cancelledBy }: OperationView['operation']): string =>
  cancelledBy === undefined || cancelledBy === 'usher' ? '' : `, asked for by ${mention(cancelledBy)}`;

/** Stacks are most of the way; what is left is the seats becoming what was asked for. Below 1 while it runs. */
function fraction(view: OperationView, seats: readonly Seat[]): number {
  const ready = seats.length === 0 ? 0 : seatsDone(view) / seats.length;
  const done =
    view.steps.length === 0
      ? ready
      : view.operation.kind === 'destroy' || seats.length === 0
        ? stepsDone(view.steps)
        : 0.7 * stepsDone(view.steps) + 0.3 * ready;
  return Math.min(0.99, done);
}

/** At most a few lines; what is left out is in the thread. */
function warnings(view: OperationView, seats: readonly Seat[]): string[] {
  const paused = view.operation.state === 'running' ? view.operation.problem : undefined;
  const lines = [
    ...(paused ? [`⏸️ paused: ${escape(paused.summary)} ${escape(paused.next)}`] : []),
    ...view.steps
      .filter(({ problem }) => problem !== undefined)
      .map(
        ({ stack, problem, state }) =>
          `${state === 'running' ? '⏸️' : '⚠️'} ${title(stack)}${state === 'running' ? ' is paused' : ''}: ${problem ? `${escape(problem.summary)} ${escape(problem.next)}` : ''}`,
      ),
    ...failingTogether(view, seats),
  ].map((line) => clip(line, 400));
  const hidden = lines.length - MOST_WARNINGS;
  return hidden <= 0 ? lines : [...lines.slice(0, MOST_WARNINGS), `⚠️ and ${hidden} more: see the thread.`];
}

/** Seats that fail for the same reason share a line, with their people. */
function failingTogether(view: OperationView, seats: readonly Seat[]): string[] {
  const reasons = new Map<string, number[]>();
  for (const { no, state, detail } of seats) {
    if (state !== 'failing') continue;
    const reason = detail ?? 'not answering';
    reasons.set(reason, [...(reasons.get(reason) ?? []), no]);
  }
  return [...reasons].map(([reason, numbers]) => {
    const owner = numbers.length === 1 && numbers[0] !== undefined ? view.owners.get(numbers[0]) : undefined;
    return `⚠️ ${seatNumbers(numbers, 6)}${owner ? ` ${person(owner)}` : ''}: ${escape(reason)}`;
  });
}

function foot({ operation, workshop, hourly, spent }: OperationView): string {
  if (operation.kind === 'restart') return 'Saved files stay. What fails is in the thread.';
  if (operation.kind === 'replace') return 'Address and password stay. What fails is in the thread.';
  const cost = isAllGone({ operation })
    ? `${money(spent)} in all`
    : `${money(spent)} so far${operation.kind === 'destroy' ? '' : `, ${money(hourly)}/h`}`;
  const ends = workshop.endsAt && operation.kind !== 'destroy' ? ` · ends ${dayAndTime(workshop.endsAt)}` : '';
  return `${cost}${ends} · details in the thread`;
}

function plainText(view: OperationView, seats: readonly Seat[]): string {
  const counts = seats.length === 0 ? sumOf(view, seats) : seatCounts(seats, mapOptions(view).words);
  const when =
    view.operation.state === 'running' && view.expectedAt ? ` Done about ${plainTime(view.expectedAt)}.` : '';
  return clip(`${subject(view)}: ${counts}.${when} ${money(view.spent)} so far.`, 1000);
}
