import type { KnownBlock } from '@slack/types';
import type { SeatState } from '../../workshop/seat';
import type { HealthReport, SeatFault, SeatHealth } from '../../workshop/usher/watching';
import type { WorkshopSpec } from '../../workshop/workshop';
import { actions, button, clip, context, section, sections, type Message } from './blocks';
import { isSpare } from './places';
import { REPLACE_ASK } from './replace';
import { seatMapBlocks, SIGNS } from './seat-map';
import { maySwap, SWAP_GO, swapButton, swapValue } from './swap';
import { clockTime, count, escape, listed, person, seatNumbers } from './words';

export const MEND_SEAT = 'mend-seat';
export const MEND_ALL = 'mend-all';
/** Rows with a button of their own; Slack takes 50 blocks a message. */
const MOST_ROWS = 25;
/** Tools explain themselves at length; the first words say it. */
const MOST_REASON = 240;
/** From this many seats on, one reason is called a shared cause. */
const SHARED = 3;

export interface HealthOptions {
  /** Only these seats are shown; all unless given. */
  readonly only?: readonly number[] | undefined;
  /** Above the map: what somebody just did about it. */
  readonly note?: string;
  /** Seats that are being mended: no button for them. */
  readonly mending?: readonly number[];
}

/** Seat map at a glance; below it only what is wrong, why, who sits there, and a button where a restart mends it. */
export function healthMessage(report: HealthReport, options: HealthOptions = {}): Message {
  const { workshop, at } = report;
  const { only, note, mending = [] } = options;
  const seats = only === undefined ? report.seats : report.seats.filter((seat) => only.includes(seat.no));
  const fine = seats.filter((seat) => seat.ok).length;
  const wrong = seats.filter((seat) => !seat.ok);
  const [single] = seats;
  const title =
    seats.length === 1 && single
      ? `*Seat ${single.no} of ${workshop.spec.name} is ${single.ok ? 'fine' : 'not fine'}*${whoIn(single)} · ${clockTime(at)}`
      : `*${fine} of ${seats.length} fine* · ${workshop.spec.name} · ${clockTime(at)}`;
  const broken = wrong.filter((seat) => !isWaiting(seat) && stateOf(seat) !== 'stopped');
  const mendable = wrong.filter((seat) => restartable(seat).length > 0 && !mending.includes(seat.no));
  const row = (seat: SeatHealth): KnownBlock => {
    const apps = restartable(seat);
    return {
      ...section(lineOf(workshop.spec, seat)),
      ...(apps.length > 0 && !mending.includes(seat.no)
        ? { accessory: restartButton(report, seat, apps) }
        : seat.faults.some(({ sick }) => sick) && maySwap(workshop.spec, seat.no)
          ? { accessory: swapButton(`${SWAP_GO}:${seat.no}`, seat.no, swapValue(workshop, seat.no)) }
          : needsReplacing(seat)
            ? { accessory: replaceButton(report, seat) }
            : {}),
    };
  };
  const hidden = wrong.slice(MOST_ROWS);
  const blocks: KnownBlock[] = [
    section(title),
    ...(note === undefined ? [] : [context(note)]),
    ...(seats.length > 1
      ? seatMapBlocks(
          seats.map((seat) => ({ no: seat.no, state: stateOf(seat) })),
          { batchSize: workshop.spec.batchSize, words: { absent: 'not there' } },
        )
      : []),
    ...wrong.slice(0, MOST_ROWS).map(row),
    ...(hidden.length > 0
      ? sections([`And ${hidden.length} more: ${seatNumbers(hidden.map((seat) => seat.no))}`])
      : []),
    ...(broken.length > 1 ? [context(sharedCause(broken))] : []),
    ...(mendable.length > 1 && only === undefined ? [actions('mend', [mendAllButton(report, mendable)])] : []),
  ];
  return {
    text: [
      `${fine} of ${seats.length} fine.`,
      ...wrong.slice(0, MOST_ROWS).map((seat) => lineOf(workshop.spec, seat)),
    ].join('\n'),
    blocks,
  };
}

/** Names of the apps a restart would mend; `undefined` faults concern the host. */
export const restartable = (seat: SeatHealth): string[] =>
  seat.faults.flatMap((fault) => (fault.mend === 'restart' && fault.app !== undefined ? [fault.app] : []));

/** Its instance is beyond a restart. */
const needsReplacing = (seat: SeatHealth): boolean => seat.faults.some(({ mend }) => mend === 'replace');

/** Asks before it does anything. */
const replaceButton = ({ workshop }: HealthReport, { no }: SeatHealth) =>
  button(REPLACE_ASK, 'Replace…', { value: JSON.stringify({ workshop: workshop.id, seat: no }) });

/** Nothing is broken; it only takes its time. */
const isWaiting = (seat: SeatHealth): boolean => seat.faults.every((fault) => fault.mend === 'wait');

const isTaken = ({ userId, name }: SeatHealth): boolean => userId !== undefined || name !== undefined;
const whoIn = (seat: SeatHealth): string => (isTaken(seat) ? ` · ${person(seat)}` : '');

function stateOf(seat: SeatHealth): SeatState {
  if (seat.ok) return 'ready';
  if (isWaiting(seat)) return 'starting';
  if (seat.faults.every(({ mend }) => mend === 'start')) return 'stopped';
  return seat.faults.every((fault) => fault.reason === 'not deployed') ? 'absent' : 'failing';
}

function lineOf(spec: WorkshopSpec, seat: SeatHealth): string {
  const sign = SIGNS[stateOf(seat)];
  const who = isTaken(seat) ? person(seat) : isSpare(spec, seat.no) ? 'spare' : 'empty';
  const deploy = seat.faults.some((fault) => fault.mend === 'deploy')
    ? ' · `/workshop deploy` makes it anew'
    : seat.faults.some(({ mend }) => mend === 'start')
      ? ' until somebody types `/workshop start`'
      : '';
  return `${sign} *${seat.no}* ${who}: ${seat.faults.map((fault) => clip(escape(fault.reason), MOST_REASON)).join('; ')}${deploy}`;
}

const titlesOf = ({ workshop }: HealthReport, apps: readonly string[]): string =>
  listed(workshop.spec.apps.filter((app) => apps.includes(app.name)).map((app) => app.title));

function restartButton(report: HealthReport, seat: SeatHealth, apps: readonly string[]) {
  const { no } = seat;
  return button(MEND_SEAT, 'Restart', {
    value: JSON.stringify({ workshop: report.workshop.id, seat: no, apps }),
    ...(!isTaken(seat)
      ? {}
      : {
          confirm: {
            title: `Restart seat ${no}?`,
            text: `${person(seat)} sits there. ${titlesOf(report, apps)} ${apps.length === 1 ? 'restarts' : 'restart'}: files stay, unsaved cells and variables are lost.`,
            yes: 'Restart',
          },
        }),
  });
}

function mendAllButton(report: HealthReport, mendable: readonly SeatHealth[]) {
  const seated = mendable.filter(isTaken);
  const cards = seated.filter((seat) => seat.userId === undefined).length;
  const untold = cards === 0 ? '' : ` ${count(cards, 'of them is', 'of them are')} not in Slack: tell them yourself.`;
  const people =
    seated.length === 0
      ? 'Nobody sits there.'
      : `${count(seated.length, 'person sits', 'people sit')} there and will be told.${untold}`;
  return button(MEND_ALL, 'Mend all', {
    value: JSON.stringify({ workshop: report.workshop.id }),
    confirm: {
      title: `Restart what fails at ${count(mendable.length, 'seat')}?`,
      text: `${people} Files stay, unsaved cells and variables are lost.`,
      yes: 'Mend all',
    },
  });
}

function sharedCause(wrong: readonly SeatHealth[]): string {
  const seats = new Map<string, number>();
  for (const reason of wrong.flatMap((seat) => [...new Set(seat.faults.map((fault: SeatFault) => fault.reason))])) {
    seats.set(reason, (seats.get(reason) ?? 0) + 1);
  }
  const [reason, times] = [...seats].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  return times >= SHARED ? `${times} seats share a cause: ${escape(reason)}` : 'No shared cause.';
}
