import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import type { SeatInspection } from '../../../workshop/ports/cloud';
import type { SeatLook } from '../../../workshop/running/watch-seats';
import { planSeat } from '../../../workshop/seat-plan';
import type { SeatFault } from '../../../workshop/usher/watching';
import { groupCauses } from '../../../workshop/watch/group-causes';
import { DEFAULT_OPTIONS, type WorkshopSpec } from '../../../workshop/workshop';

const specOf = (seats: number): WorkshopSpec => ({
  ...DEFAULT_OPTIONS,
  name: 'nov',
  seats,
  batchSize: 10,
  region: 'eu-west-1',
  instanceType: 't3.xlarge',
  apps: DEFAULT_APPS,
});

const GONE: SeatFault = { app: 'jupyter', reason: 'Jupyter is not running', mend: 'restart' };
const SILENT: SeatFault = { app: 'jupyter', reason: 'Jupyter runs and does not answer yet', mend: 'restart' };
const SICK: SeatFault = { app: 'airflow', reason: 'Airflow runs and fails its health check', mend: 'restart' };
const COMING: SeatFault = { app: 'jupyter', reason: 'Jupyter is starting', mend: 'wait' };
const DEAD: SeatFault = { app: undefined, reason: 'the instance is silent: AWS reports it impaired', mend: 'deploy' };

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** A workshop of this size in which these seats have these faults; what is not said runs well on AWS. */
function causes(seats: number, faults: ReadonlyMap<number, SeatFault>, worn: readonly number[] = []) {
  const spec = specOf(seats);
  const looks: SeatLook[] = range(1, seats).map((no) => {
    const fault = faults.get(no);
    return { plan: planSeat(spec, no), answers: new Map(), faults: fault ? [fault] : [] };
  });
  const inspections = new Map<number, SeatInspection>(
    range(1, seats).map((no) => {
      const fault = faults.get(no);
      const isSilent = fault === undefined || fault === SILENT;
      return [
        no,
        {
          host: fault === DEAD ? 'impaired' : 'running',
          agentConnected: true,
          zone: no % 2 === 0 ? 'eu-west-1b' : 'eu-west-1a',
          apps: new Map(
            DEFAULT_APPS.map(({ name }) => [
              name,
              {
                task: isSilent || fault.app !== name || fault === SICK ? 'running' : 'none',
                health: isSilent || fault.app !== name ? 'healthy' : 'unhealthy',
              },
            ]),
          ),
        },
      ];
    }),
  );
  const broken = looks.filter((look) => look.faults.length > 0);
  return groupCauses(spec, { looks, inspections, broken, worn: new Set(worn) });
}

const all = (numbers: readonly number[], fault: SeatFault): Map<number, SeatFault> =>
  new Map(numbers.map((no) => [no, fault]));

describe('broken seats', () => {
  it('of one or two are each their own cause, restarted where that mends them', () => {
    expect(
      causes(
        80,
        new Map([
          [7, GONE],
          [12, DEAD],
        ]),
      ),
    ).toEqual([
      { key: 'seat:7', says: 'Jupyter is not running', ill: [7], apps: ['jupyter'], remedy: 'restart' },
      { key: 'seat:12', says: DEAD.reason, ill: [12], apps: [], remedy: 'tell' },
    ]);
  });

  it('that are coming by themselves are waited for', () => {
    expect(causes(80, all([7], COMING))).toMatchObject([{ key: 'seat:7', remedy: 'wait', apps: [] }]);
  });

  it('that were restarted often enough are told and not restarted, each for itself', () => {
    expect(causes(80, all([1, 2, 3, 4], GONE), [2])).toMatchObject([
      { key: 'reason:Jupyter is not running', ill: [1, 3, 4], remedy: 'restart' },
      { key: 'seat:2', ill: [2], remedy: 'tell' },
    ]);
  });

  it('with one reason are one cause, and restarted together', () => {
    const [cause, ...more] = causes(80, all([3, 30, 61], SICK));
    expect(cause).toMatchObject({ ill: [3, 30, 61], apps: ['airflow'], remedy: 'restart', says: SICK.reason });
    expect(more).toEqual([]);
  });

  it('behind one load balancer are its cause, where AWS has no complaint about them', () => {
    const found = causes(80, all(range(22, 35), SILENT));
    expect(found).toEqual([
      {
        key: 'load-balancer:2',
        says: '14 of 20 seats behind load balancer 2 do not answer, though AWS reports them well',
        ill: range(22, 35),
        apps: ['jupyter'],
        remedy: 'tell',
      },
    ]);
  });

  it('behind two load balancers of four are two causes', () => {
    expect(causes(80, all(range(21, 60), SILENT)).map(({ key }) => key)).toEqual([
      'load-balancer:2',
      'load-balancer:3',
    ]);
  });

  it('that stopped are not blamed on the load balancer they share', () => {
    expect(causes(80, all(range(22, 35), GONE))).toMatchObject([{ key: 'reason:Jupyter is not running' }]);
  });

  it('that all run well and do not answer are a matter of Usher’s own way, and nothing is restarted', () => {
    expect(causes(80, all(range(1, 80), SILENT))).toMatchObject([{ key: 'reach', remedy: 'tell' }]);
    expect(causes(3, all([1, 2, 3], SILENT))).toMatchObject([{ key: 'reach' }]);
    expect(causes(1, all([1], SILENT))).toMatchObject([{ key: 'seat:1', remedy: 'restart' }]);
  });

  it('of one zone are its cause, and the one beside them in the other zone is not', () => {
    const odd = range(1, 40).filter((no) => no % 2 === 1);
    const found = causes(40, new Map([...all(odd.slice(0, 15), DEAD), [8, DEAD]]));
    expect(found).toMatchObject([
      { key: 'zone:eu-west-1a', says: '15 of 20 instances in zone eu-west-1a fail', remedy: 'tell' },
      { key: 'seat:8', ill: [8] },
    ]);
  });

  it('of both zones are not blamed on either', () => {
    expect(causes(40, all(range(1, 36), DEAD))).toMatchObject([{ key: 'many', remedy: 'tell' }]);
  });

  it('of the apps that need the database, most of them at once, are the database’s', () => {
    expect(causes(20, all(range(1, 15), SICK))).toEqual([
      {
        key: 'database',
        says: 'Airflow fails at 15 of 20 seats at once: what they share is the database',
        ill: range(1, 15),
        apps: ['airflow'],
        remedy: 'tell',
      },
    ]);
    expect(causes(20, all(range(1, 15), GONE))).toMatchObject([{ key: 'many' }]);
  });

  it('that are half of all are not restarted before a person has looked', () => {
    expect(causes(20, all(range(1, 10), GONE))).toMatchObject([
      { key: 'many', remedy: 'tell', says: '10 of 20 seats fail at once, most because Jupyter is not running' },
    ]);
    expect(causes(20, all(range(1, 9), GONE))).toMatchObject([{ remedy: 'restart' }]);
    expect(causes(4, all([1, 2, 3], GONE))).toMatchObject([{ remedy: 'restart' }]);
    expect(causes(20, all(range(1, 20), COMING))).toMatchObject([{ remedy: 'wait' }]);
  });

  it('have one cause each, and no seat that is well has any', () => {
    const fault = fc.constantFrom(GONE, SILENT, SICK, COMING, DEAD);
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 100 })
          .chain((seats) =>
            fc.tuple(
              fc.constant(seats),
              fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: seats }), fault), { selector: ([no]) => no }),
              fc.array(fc.integer({ min: 1, max: seats })),
            ),
          ),
        ([seats, faults, worn]) => {
          const found = causes(seats, new Map(faults), worn);
          expect(found.flatMap(({ ill }) => ill).sort((a, b) => a - b)).toEqual(
            faults.map(([no]) => no).sort((a, b) => a - b),
          );
          expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
          const restarted = found.filter(({ remedy }) => remedy === 'restart').flatMap(({ ill }) => ill);
          expect(restarted.filter((no) => worn.includes(no))).toEqual([]);
          expect(restarted.length).toBeLessThanOrEqual(Math.max(3, seats / 2));
        },
      ),
    );
  });
});
