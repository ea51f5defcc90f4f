import { seeded, within as between, type Random } from '../../bench/simulate/random';
import type { Kill, Stand } from './stand';

/** When a bot is killed, counted from its start or from the kill before. */
export type Moment =
  | { readonly after: 'ms'; readonly count: number }
  /** The n-th call of AWS, call of Slack or line of the log from now on. */
  | { readonly after: 'aws' | 'slack' | 'lines'; readonly count: number };

export interface PlannedKill {
  readonly signal: Kill['signal'];
  readonly moment: Moment;
}

/** All that only the seed decides. */
export interface Plan {
  readonly random: Random;
  /** How often the bot is killed during one operation. */
  kills(): number;
  next(): PlannedKill;
  /** Whether something that happens in some rounds happens in this one. */
  sometimes(chance: number): boolean;
}

export function planOf(seed: number): Plan {
  const random = seeded(seed);
  const whole = (least: number, most: number): number => Math.floor(between(random, [least, most + 1]));
  return {
    random,
    kills: () => whole(1, 6),
    sometimes: (chance) => random() < chance,
    next() {
      const signal = random() < 0.75 ? 'SIGKILL' : 'SIGTERM';
      return { signal, moment: moment() };
    },
  };

  function moment(): Moment {
    const die = random();
    // While it starts, and its folder, database and sockets are half open.
    if (die < 0.25) return { after: 'ms', count: whole(0, 2_500) };
    if (die < 0.55) return { after: 'ms', count: whole(500, 9_000) };
    if (die < 0.7) return { after: 'aws', count: whole(1, 40) };
    if (die < 0.88) return { after: 'slack', count: whole(1, 12) };
    return { after: 'lines', count: whole(1, 4) };
  }
}

export const inWords = ({ signal, moment: { after, count } }: PlannedKill): string =>
  `${signal} ${after === 'ms' ? `after ${count} ms` : `at ${after} ${count}`}`;

/** Whether the moment has come, asked again and again; the count begins now. */
export function whenCome(stand: Stand, { after, count }: Moment): () => boolean {
  if (after === 'ms') {
    const at = Date.now() + count;
    return () => Date.now() >= at;
  }
  const counted = { aws: () => sum(stand.aws.calls), slack: () => sum(stand.slack.calls), lines: stand.lineCount }[
    after
  ];
  const before = counted();
  return () => counted() - before >= count;
}

const sum = (calls: ReadonlyMap<string, number>): number => [...calls.values()].reduce((all, one) => all + one, 0);
