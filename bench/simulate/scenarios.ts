import type { Exposure, WorkshopSpec } from '../../workshop/workshop';
import { quantile, tenth } from '../statistics';
import { benchWorkshop } from '../workshop';
import type { BucketUse } from './buckets';
import { readCourses } from './calls';
import { simulate, type Outcome, type Setup } from './deploy';
import { graphsOf, withoutType, withOwnTaskDefinitions, type StackGraph } from './graph';

/** Each deploy is played so often, with other latencies. */
const SEEDS = 15;
const CORES = 4;
/** A bucket that refuses nothing is worth a line when its calls alone take so long. */
const NOTABLE_SECONDS = 180;

/** Medians, in minutes from the start of the deploy. */
export interface SimulatedDeploy {
  readonly seats: number;
  readonly exposure: Exposure['kind'];
  readonly how: string;
  readonly network: number;
  readonly database: number;
  readonly batches: number;
  readonly half: number;
  readonly allReady: number;
  /** Quickest and slowest of all runs. */
  readonly range: readonly [number, number];
}

/** How hard the deploy of `seats` as Usher does it presses one bucket; median run. */
export interface SimulatedBucket extends BucketUse {
  readonly seats: number;
  readonly exposure: Exposure['kind'];
}

export interface Simulated {
  readonly seeds: number;
  readonly cores: number;
  readonly deploys: readonly SimulatedDeploy[];
  readonly buckets: readonly SimulatedBucket[];
}

interface Variant {
  readonly how: string;
  readonly graphs: readonly StackGraph[];
  readonly setup: Omit<Setup, 'seed'>;
}

const EXPOSURES: readonly Exposure[] = [
  { kind: 'ports' },
  { kind: 'hosts', domain: 'lab.example.org', zone: 'Z0123456789', certificate: undefined },
];
const AS_USHER: Omit<Setup, 'seed'> = { shape: 'together', cores: CORES };

/** Time to all ready for 80 and 1,000 seats: as Usher deploys, and as it might. */
export function simulateAll(): Simulated {
  const courses = readCourses();
  const deploys: SimulatedDeploy[] = [];
  const buckets: SimulatedBucket[] = [];
  for (const seats of [80, 1000]) {
    for (const exposure of EXPOSURES) {
      const { spec, ...workshop } = benchWorkshop(seats, { exposure });
      const { kind } = exposure;
      for (const { how, graphs, setup } of variants(spec, graphsOf({ ...workshop, spec }))) {
        const runs = Array.from({ length: SEEDS }, (_, seed) => simulate(graphs, spec, courses, { ...setup, seed }));
        deploys.push({ seats, exposure: kind, how, ...summary(runs) });
        if (setup === AS_USHER && how === USHER)
          buckets.push(...pressed(runs).map((use) => ({ ...use, seats, exposure: kind })));
      }
    }
  }
  return { seeds: SEEDS, cores: CORES, deploys, buckets };
}

const USHER = 'as Usher does';

function variants({ seats, exposure }: WorkshopSpec, graphs: readonly StackGraph[]): Variant[] {
  const usual = [
    { how: USHER, graphs, setup: AS_USHER },
    { how: 'a series: database awaited, batch after batch', graphs, setup: { ...AS_USHER, shape: 'series' as const } },
    { how: 'a task definition for each seat and app', graphs: withOwnTaskDefinitions(graphs), setup: AS_USHER },
  ];
  if (seats < 1000) return usual;
  const many = [
    ...usual,
    { how: 'ten resources at once, in `network` too', graphs, setup: { ...AS_USHER, atOnce: () => 10 } },
    ...[2, 16].map((cores) => ({ how: `on ${cores} cores`, graphs, setup: { ...AS_USHER, cores } })),
  ];
  if (exposure.kind !== 'ports') return many;
  const noRedirects = withoutType(graphs, 'aws_lb_listener_rule');
  return [...many, { how: 'without `/007/jupyter` on port 80', graphs: noRedirects, setup: AS_USHER }];
}

function summary(runs: readonly Outcome[]) {
  const minutes = (of: (run: Outcome) => number, q = 0.5): number => tenth(quantile(runs.map(of), q) / 60);
  const ready = (run: Outcome): number => run.allReady;
  return {
    network: minutes((run) => run.network),
    database: minutes((run) => run.database),
    batches: minutes((run) => run.batches),
    half: minutes((run) => run.half),
    allReady: minutes(ready),
    range: [minutes(ready, 0), minutes(ready, 1)] as const,
  };
}

/** Buckets that refuse calls or that alone take minutes, of the run with the median time. */
function pressed(runs: readonly Outcome[]): BucketUse[] {
  const median = [...runs].sort((a, b) => a.allReady - b.allReady)[Math.floor(runs.length / 2)]!;
  return median.buckets
    .filter(({ refusals, floor }) => refusals > 0 || floor >= NOTABLE_SECONDS)
    .map((use) => ({ ...use, waited: Math.round(use.waited), floor: Math.round(use.floor) }))
    .sort((a, b) => b.floor - a.floor);
}
