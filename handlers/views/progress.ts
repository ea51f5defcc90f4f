import type { KnownBlock } from '@slack/types';
import type { Seat } from '../../workshop/seat';
import type { OperationView } from '../../workshop/usher/operations';
import { cancelButton } from './cancel';
import { clip, context, type Message, section, sections } from './blocks';
import { rehearsalProgress } from './rehearsal';
import { seatCounts, seatMapBlocks, type SeatMapOptions } from './seat-map';
import { swapLines } from './swap';
import { stepLines, stepsDone, title } from './progress-steps';
import { bar, clockTime, dayAndTime, escape, mention, person, money, plainTime, seatNumbers } from './words';

const MOST_WARNINGS = 4;
const DOING = {
  deploy: 'Deploying',
  destroy: 'Destroying',
  restart: 'Restarting',
  rehearse: 'Rehearsing',
  allow: 'Changing the allow-list of',
  venue: 'Putting up the venue check of',
  'venue-end': 'Taking down the venue check of',
  swap: 'Swapping to a spare:',
} as const;
const DONE = {
  deploy: 'Deployed',
  destroy: 'Destroyed',
  restart: 'Restarted',
  rehearse: 'Rehearsed',
  allow: 'Changed the allow-list of',
  venue: 'Put up the venue check of',
  'venue-end': 'Took down the venue check of',
  swap: 'Swapped to a spare:',
} as const;

/** The one message of an operation, drawn from what is stored and nothing else; fits Slack's limits at 1,000 seats. */
export function progressMessage(view: OperationView): Message {
  const { kind } = view.operation;
  if (kind === 'rehearse') return rehearsalProgress(view);
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

/** The seats an operation is about: all of them, or those to be restarted. */
export const seatsInQuestion = ({ operation, seats }: OperationView): readonly Seat[] =>
  operation.target === undefined ? seats : seats.filter(({ no }) => operation.target?.seats.includes(no));

/** How many seats are as asked for: ready, or gone. */
export const seatsDone = (view: OperationView): number => {
  const wanted = view.operation.kind === 'destroy' ? 'absent' : 'ready';
  return seatsInQuestion(view).filter(({ state }) => state === wanted).length;
};

/** `Deploying nov`, `Restarting Jupyter of seats 3-5 · nov`. */
export function subject({ operation, workshop }: OperationView): string {
  const verb = (operation.state === 'running' ? DOING : DONE)[operation.kind];
  const failed =
    operation.state === 'failed'
      ? `${DOING[operation.kind]} failed:`
      : operation.state === 'cancelled'
        ? `${DOING[operation.kind]} cancelled:`
        : verb;
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
  const word = operation.kind === 'destroy' ? 'gone' : 'ready';
  const sum = `*${seatsDone(view)} of ${seats.length} ${word}*`;
  if (operation.state !== 'running') return `${sum} ${ending(view)}`;
  if (operation.cancelledBy !== undefined)
    return `${sum} ⏹️ stopping${askedBy(operation)}: Terraform ends what it is at`;
  const when = expectedAt ? ` done about ${clockTime(expectedAt)}` : '';
  return `${sum} ${bar(fraction(view, seats))}${when}`;
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
    view.operation.kind === 'restart'
      ? ready
      : view.operation.kind === 'destroy'
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
  const cost = isAllGone({ operation })
    ? `${money(spent)} in all`
    : `${money(spent)} so far${operation.kind === 'destroy' ? '' : `, ${money(hourly)}/h`}`;
  const ends = workshop.endsAt && operation.kind !== 'destroy' ? ` · ends ${dayAndTime(workshop.endsAt)}` : '';
  return `${cost}${ends} · details in the thread`;
}

function plainText(view: OperationView, seats: readonly Seat[]): string {
  const counts = seatCounts(seats, mapOptions(view).words);
  const when =
    view.operation.state === 'running' && view.expectedAt ? ` Done about ${plainTime(view.expectedAt)}.` : '';
  return clip(`${subject(view)}: ${counts}.${when} ${money(view.spent)} so far.`, 1000);
}
