import type { SectionBlock } from '@slack/types';
import type { Seat, SeatState } from '../../workshop/seat';
import { section } from './blocks';

/** Signs differ in shape as well as in colour, so that nobody needs to see red or green. */
export const SIGNS: Readonly<Record<SeatState, string>> = {
  ready: '🟩',
  starting: '🟡',
  creating: '🔷',
  failing: '❌',
  absent: '⬜',
  stopped: '💤',
};

/** In the order of the legend. */
const STATES: readonly SeatState[] = ['ready', 'starting', 'creating', 'stopped', 'absent', 'failing'];
/** For a whole batch one of its seats speaks: the one whose state stands last here. */
const TELLING: readonly SeatState[] = ['ready', 'starting', 'absent', 'stopped', 'creating', 'failing'];

/** A seat's state as people say it. */
export const WORDS: Readonly<Record<SeatState, string>> = {
  ready: 'ready',
  starting: 'starting',
  creating: 'being made',
  failing: 'failing',
  absent: 'not made yet',
  stopped: 'off',
};

const CELLS_A_ROW = 10;
/** Above this a sign stands for a group of seats: 1,000 signs are no map. */
const MOST_SINGLE_SEATS = 200;
/** Slack stores an emoji by its name, up to 26 characters, so a section holds about 100 of them. */
const ROWS_A_SECTION = 10;

export interface SeatMapOptions {
  /** Seats a sign stands for above 200 seats; the workshop's batch size. */
  readonly batchSize?: number;
  /** Other words in the legend: after a destroy an absent seat is `gone`. */
  readonly words?: Partial<Record<SeatState, string>>;
}

type MapSeat = Pick<Seat, 'no' | 'state'>;

/** Seats in order -> lines of ten signs with the first number before them, the legend last; no lines for no seats. */
export function seatMap(seats: readonly MapSeat[], options: SeatMapOptions = {}): string[] {
  if (seats.length === 0) return [];
  const grouped = seats.length > MOST_SINGLE_SEATS;
  const groupSize = grouped ? groupSizeFor(seats.length, options.batchSize ?? 10) : 1;
  const cells = chunk(seats, groupSize);
  const rows = chunk(cells, CELLS_A_ROW).map((row) => {
    const inRow = row.flat();
    const signs = row.map((cell) => SIGNS[speaker(cell)]).join('');
    const counted = grouped ? `  ${inRow.filter((s) => s.state === 'ready').length} of ${inRow.length} ready` : '';
    return `\`${label(inRow[0], seats)}\` ${signs}${counted}`;
  });
  return [...rows, legend(seats, { ...WORDS, ...options.words }, groupSize)];
}

/** The map as section blocks within Slack's limits, the legend with the last rows. */
export function seatMapBlocks(seats: readonly MapSeat[], options: SeatMapOptions = {}): SectionBlock[] {
  const lines = seatMap(seats, options);
  const parts = chunk(lines.slice(0, -1), ROWS_A_SECTION);
  return parts.map((rows, index) =>
    section([...rows, ...(index === parts.length - 1 ? lines.slice(-1) : [])].join('\n')),
  );
}

/** `61 ready, 20 starting, 2 failing`. */
export function seatCounts(seats: readonly MapSeat[], words: Partial<Record<SeatState, string>> = {}): string {
  const named = { ...WORDS, ...words };
  return STATES.map((state) => ({ state, n: seats.filter((s) => s.state === state).length }))
    .filter(({ n }) => n > 0)
    .map(({ state, n }) => `${n} ${named[state]}`)
    .join(', ');
}

/** A batch a sign, or several batches where that would still be more than 100 signs. */
const groupSizeFor = (seats: number, batchSize: number): number =>
  batchSize * Math.max(1, Math.ceil(seats / batchSize / 100));

const speaker = (cell: readonly MapSeat[]): SeatState =>
  cell.reduce<SeatState>(
    (soFar, { state }) => (TELLING.indexOf(state) > TELLING.indexOf(soFar) ? state : soFar),
    'ready',
  );

const label = (first: MapSeat | undefined, seats: readonly MapSeat[]): string =>
  String(first?.no ?? '').padStart(Math.max(2, String(seats.at(-1)?.no ?? '').length), '0');

function legend(seats: readonly MapSeat[], words: Readonly<Record<SeatState, string>>, groupSize: number): string {
  const used = STATES.filter((state) => seats.some((seat) => seat.state === state));
  const signs = used.map((state) => `${SIGNS[state]} ${words[state]}`).join('  ');
  return groupSize === 1 ? signs : `${signs}  (a sign for ${groupSize} seats)`;
}

const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
