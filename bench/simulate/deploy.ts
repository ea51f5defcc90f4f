import { resourcesAtOnce } from '../../infra/terraform/parallelism';
import type { AppSpec } from '../../workshop/apps';
import type { WorkshopSpec } from '../../workshop/workshop';
import type { BucketUse } from './buckets';
import type { Courses } from './calls';
import { all, Signal, Simulation, Slots, type Process } from './engine';
import type { GraphNode, StackGraph } from './graph';
import { CPU, DATABASE_POLL, HEALTHY_ANSWERS, SEAT, USHER_POLL } from './latencies';
import { seeded, shuffled, within, type Random } from './random';
import { Region } from './resource';

export interface Setup {
  /** `together`: as Usher deploys. `series`: network, then the database until it stands, then one batch after another. */
  readonly shape: 'together' | 'series';
  /** Cores of the machine, and applies at once. */
  readonly cores: number;
  /** Resources an apply makes at once; as Usher tells Terraform by default. */
  readonly atOnce?: (stack: string) => number;
  readonly seed: number;
}

/** Seconds from the start of the deploy. */
export interface Outcome {
  readonly network: number;
  readonly database: number;
  /** The last batch is applied. */
  readonly batches: number;
  /** Half of the seats answer. */
  readonly half: number;
  readonly allReady: number;
  readonly buckets: readonly BucketUse[];
}

const FOUNDATION = 'terraform_data.foundation';

/** Plays one deploy of these stacks. */
export function simulate(
  graphs: readonly StackGraph[],
  spec: WorkshopSpec,
  courses: Courses,
  { shape, cores, atOnce, seed }: Setup,
): Outcome {
  const applies = shape === 'series' ? 1 : cores;
  const simulation = new Simulation();
  const random = seeded(seed);
  const region = new Region(simulation, random, courses, cores);
  const seats = new Map<number, Seat>(Array.from({ length: spec.seats }, (_, i) => [i + 1, newSeat()]));
  const foundation = new Signal();
  const databaseStands = new Signal();
  const stacks = new Map(graphs.map((graph) => [graph.stack, graph]));

  function* apply(stack: string): Process {
    const graph = stacks.get(stack);
    if (!graph) return;
    yield* region.compute(CPU.stack);
    const slots = new Slots(simulation, (atOnce ?? resourcesAtOnce)(stack, applies));
    const done = new Map(graph.nodes.map(({ address }) => [address, new Signal()]));
    function* make(node: GraphNode): Process {
      yield* all(node.needs.map((need) => done.get(need)!));
      yield* slots.take();
      const seat = seats.get(node.seat ?? 0);
      yield* region.make(node.type, node.type === 'aws_instance' ? seat?.launched : undefined);
      slots.give();
      done.get(node.address)!.fire(simulation.now);
      if (node.address === FOUNDATION) foundation.fire(simulation.now);
      if (node.type === 'aws_ecs_service') seat?.services.get(appOf(spec, node))?.fire(simulation.now);
    }
    // Terraform starts what is ready in no particular order.
    yield* all(shuffled(random, graph.nodes).map((node) => simulation.start(make(node))));
  }

  const batches = graphs.map(({ stack }) => stack).filter((stack) => stack.startsWith('batch-'));
  let [networkAt, databaseAt, batchesAt] = [0, 0, 0];
  function* deploy(): Process {
    const network = simulation.start(apply('network'));
    const database = simulation.start(
      (function* (): Process {
        yield shape === 'together' && stacks.has('database') ? foundation : network;
        yield* apply('database');
        databaseAt = simulation.now;
        databaseStands.fire(simulation.now);
      })(),
    );
    yield network;
    networkAt = simulation.now;
    if (shape === 'series') yield database;
    const turns = new Slots(simulation, applies);
    const running = batches.map((stack) =>
      simulation.start(
        (function* (): Process {
          yield* turns.take();
          yield* apply(stack);
          turns.give();
        })(),
      ),
    );
    yield* all(running);
    batchesAt = simulation.now;
  }
  simulation.start(deploy());

  const readyAt: number[] = [];
  for (const seat of seats.values()) {
    simulation.start(
      (function* (): Process {
        const apps = spec.apps.map((app) => startApp(region, random, seat, app, databaseStands));
        yield* all(apps.map((app) => simulation.start(app)));
        yield random() * USHER_POLL;
        readyAt.push(simulation.now);
      })(),
    );
  }
  simulation.run();
  if (readyAt.length < spec.seats) throw new Error(`only ${readyAt.length} of ${spec.seats} seats became ready`);
  readyAt.sort((a, b) => a - b);
  return {
    network: networkAt,
    database: databaseAt,
    batches: batchesAt,
    half: readyAt[Math.ceil(spec.seats / 2) - 1]!,
    allReady: readyAt.at(-1)!,
    buckets: region.uses(),
  };
}

interface Seat {
  /** The host has been asked for. */
  readonly launched: Signal;
  /** Its services by app. */
  readonly services: { get(app: string): Signal };
}

function newSeat(): Seat {
  const services = new Map<string, Signal>();
  return {
    launched: new Signal(),
    services: {
      get: (app) => {
        const signal = services.get(app) ?? new Signal();
        services.set(app, signal);
        return signal;
      },
    },
  };
}

/** `jupyter` of `aws_ecs_service.jupyter-007`. */
const appOf = ({ apps }: WorkshopSpec, { address }: GraphNode): string =>
  apps.find(({ name }) => address.includes(`.${name}-`))?.name ?? '';

/** From the host's launch to two healthy answers of one app. */
function* startApp(region: Region, random: Random, seat: Seat, app: AppSpec, database: Signal): Process {
  yield seat.launched;
  yield region.draw(SEAT.launch) + region.draw(SEAT.register);
  yield seat.services.get(app.name);
  yield region.draw(SEAT.interface);
  yield region.draw(SEAT.pull);
  yield region.draw(SEAT.init);
  if (app.database && database.at === undefined) {
    yield database;
    yield random() * DATABASE_POLL;
  }
  yield region.draw(app.name === 'airflow' ? SEAT.airflow : SEAT.jupyter);
  yield within(random, [HEALTHY_ANSWERS - 1, HEALTHY_ANSWERS]) * app.healthIntervalSeconds;
}
