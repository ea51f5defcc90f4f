import PQueue from 'p-queue';
import type { Context } from '../context';
import { judgeSeat } from '../judge-seat';
import type { CloudSnapshot } from '../ports/cloud';
import { planSeat, seatDoor, type SeatPlan } from '../seat-plan';
import type { SeatFault } from '../usher/watching';
import type { Workshop } from '../workshop';
import { changeSeats } from './change-seats';

/** Probes at the same moment: enough for 1,000 seats within seconds, few enough for one process's sockets. */
const PROBES_AT_ONCE = 50;

export interface SeatLook {
  readonly plan: SeatPlan;
  /** Whether each app answers at its own address, by name. */
  readonly answers: ReadonlyMap<string, boolean>;
  readonly faults: readonly SeatFault[];
}

/** Looks at seats through their own URLs and a handful of AWS calls. Throws ProblemError where AWS refuses. */
export async function lookAtSeats(
  context: Context,
  workshop: Workshop,
  numbers: readonly number[],
): Promise<{ looks: SeatLook[]; snapshot: CloudSnapshot }> {
  const snapshot = await context.cloud.inspect(workshop);
  const probes = new PQueue({ concurrency: PROBES_AT_ONCE });
  const looks = await Promise.all(
    numbers.map(async (no) => {
      const plan = planSeat(workshop.spec, no);
      const answers = new Map<string, boolean>();
      await Promise.all(
        plan.apps.map(async (app) => {
          const door = seatDoor(workshop.loadBalancers, plan, app);
          if (door === undefined) return;
          const health = new URL(app.app.healthPath, door.url).href;
          answers.set(app.app.name, await probes.add(() => context.probe.probe(health, door.via, context.signal)));
        }),
      );
      return { plan, answers, faults: judgeSeat(plan, snapshot.seats.get(no), answers) };
    }),
  );
  return { looks, snapshot };
}

/** Stores what was seen of seats and tells the listeners which changed. */
export async function recordLooks(context: Context, workshop: Workshop, looks: readonly SeatLook[]): Promise<void> {
  await changeSeats(
    context,
    workshop,
    looks.map(({ plan, faults }) => ({
      no: plan.no,
      state: faults.length === 0 ? 'ready' : faults.every((fault) => fault.mend === 'wait') ? 'starting' : 'failing',
      detail: faults.length === 0 ? undefined : faults.map((fault) => fault.reason).join('; '),
    })),
  );
}
