import { describe, expect, it } from '@jest/globals';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import type { SeatLook } from '../../../workshop/running/watch-seats';
import { planSeat } from '../../../workshop/seat-plan';
import type { SeatFault } from '../../../workshop/usher/watching';
import { busySeats } from '../../../workshop/watch/busy-seats';
import type { Cause, Incident } from '../../../workshop/watch/incident';
import { reconcile } from '../../../workshop/watch/reconcile';
import { suspect, type Suspicions } from '../../../workshop/watch/suspect';
import { DEFAULT_OPTIONS } from '../../../workshop/workshop';

const spec = {
  ...DEFAULT_OPTIONS,
  ...{ name: 'nov', seats: 9, batchSize: 10, region: 'eu-west-1', instanceType: 't3.xlarge', apps: DEFAULT_APPS },
};
const look = (no: number, ...faults: SeatFault[]): SeatLook => ({
  plan: planSeat(spec, no),
  answers: new Map(),
  faults,
});
const GONE: SeatFault = { app: 'jupyter', reason: 'Jupyter is not running', mend: 'restart' };
const COMING: SeatFault = { app: 'jupyter', reason: 'Jupyter is starting', mend: 'wait' };
const BOOTING: SeatFault = { app: undefined, reason: 'the instance is booting', mend: 'wait' };
const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 24, 9, minute));

/** Looks in turn, a minute apart; the numbers of those believed broken at each. */
function looking(...turns: SeatLook[][]): number[][] {
  let suspicions: Suspicions = new Map();
  return turns.map((looks, minute) => {
    const seen = suspect(suspicions, looks, at(minute));
    suspicions = seen.suspicions;
    return seen.broken.map(({ plan }) => plan.no);
  });
}

describe('a seat', () => {
  it('is believed to be broken at the second look in a row, and not before', () => {
    expect(looking([look(1, GONE), look(2)], [look(1, GONE), look(2)])).toEqual([[], [1]]);
    expect(looking([look(1, GONE)], [look(1)], [look(1, GONE)], [look(1, COMING)])).toEqual([[], [], [], [1]]);
  });

  it('that was not looked at stays as suspected as it was', () => {
    expect(looking([look(1, GONE)], [look(2)], [look(1, GONE)])).toEqual([[], [], [1]]);
  });

  it('is ill since the first look that saw it', () => {
    const first = suspect(new Map(), [look(1, GONE)], at(0));
    expect(suspect(first.suspicions, [look(1, GONE)], at(1)).suspicions.get(1)).toEqual({ since: at(0), looks: 2 });
  });

  it('that is starting is waited for, but not for ever', () => {
    let suspicions: Suspicions = new Map();
    const mends = Array.from({ length: 11 }, (_, minute) => {
      const seen = suspect(suspicions, [look(1, COMING), look(2, BOOTING)], at(minute));
      suspicions = seen.suspicions;
      return seen.broken.map(({ faults }) => faults[0]?.mend);
    });
    expect(mends.slice(1, 9)).toEqual(Array.from({ length: 8 }, () => ['wait', 'wait']));
    expect(mends[9]).toEqual(['restart', 'replace']);
  });
});

describe('seats that running operations have in hand', () => {
  it('are the targets of restarts, and all of a workshop that is deployed or destroyed', () => {
    expect(busySeats([])).toEqual(new Set());
    const restart = (...seats: number[]) => ({ kind: 'restart', target: { seats, apps: [] } }) as const;
    expect(busySeats([restart(3, 4), restart(9)])).toEqual(new Set([3, 4, 9]));
    expect(busySeats([restart(3), { kind: 'rehearse', target: undefined }])).toEqual(new Set([3]));
    expect(busySeats([restart(3), { kind: 'deploy', target: undefined }])).toBe('all');
  });
});

const cause = (key: string, ...ill: number[]): Cause => ({ key, says: key, ill, apps: [], remedy: 'tell' });
const incident = (key: string, ...ill: number[]): Incident => ({
  ...cause(key, ...ill),
  ...{
    id: key,
    workshopId: 'w1',
    seats: ill,
    restarts: 0,
    openedAt: at(0),
    endedAt: undefined,
    absorbed: false,
    told: [],
  },
});
const keys = (seen: ReturnType<typeof reconcile>) => ({
  opened: seen.opened.map(({ key }) => key),
  going: seen.going.map(({ cause: now }) => `${now.key} ${now.ill.join(',')}`),
  mended: seen.mended.map(({ key }) => key),
  absorbed: seen.absorbed.map(({ key }) => key),
});

describe('incidents, in the light of a new look', () => {
  it('begin where their cause is new, and go on while it stands, perhaps at other seats', () => {
    const seen = reconcile(
      [incident('database', 1, 2, 3)],
      [cause('database', 2, 3), cause('seat:9', 9)],
      new Set([2, 3, 9]),
    );
    expect(keys(seen)).toEqual({ opened: ['seat:9'], going: ['database 2,3'], mended: [], absorbed: [] });
  });

  it('end when all their seats are well', () => {
    const seen = reconcile([incident('seat:7', 7), incident('aws')], [], new Set([1]));
    expect(keys(seen)).toEqual({ opened: [], going: [], mended: ['seat:7', 'aws'], absorbed: [] });
  });

  it('stand while their seats are being restarted or are suspected anew', () => {
    expect(keys(reconcile([incident('seat:7', 7)], [], new Set([7])))).toEqual(keys(reconcile([], [], new Set())));
  });

  it('give way to a larger cause of the same seats without counting as mended', () => {
    const seen = reconcile([incident('seat:7', 7)], [cause('load-balancer:1', 6, 7, 8)], new Set([6, 7, 8]));
    expect(keys(seen)).toEqual({ opened: ['load-balancer:1'], going: [], mended: [], absorbed: ['seat:7'] });
  });
});
