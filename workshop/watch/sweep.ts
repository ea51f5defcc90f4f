import type { Context } from '../context';
import { ProblemError } from '../problems';
import { lookAtSeats, recordLooks, type SeatLook } from '../running/watch-seats';
import type { Workshop } from '../workshop';
import { busySeats } from './busy-seats';
import { groupCauses } from './group-causes';
import { isUshersOwn, type Cause, type Incident } from './incident';
import { keepIncidents, type Restart } from './keep-incidents';
import { suspect, type Suspicions } from './suspect';

/** Within this time a seat is restarted at most so often; then a person has to look. */
const WORN_MS = 3_600_000;
const MOST_RESTARTS = 3;

/** What came of one look at a workshop. */
export interface Sweep {
  /** Whether something was seen that only the next look can confirm: it should come sooner. */
  readonly suspicious: boolean;
}

/** Looks at all seats of a workshop, once; remembers between two looks what is only suspected. One call at a time a workshop. */
export type Sweeper = (workshopId: string) => Promise<Sweep>;

const NOTHING: Sweep = { suspicious: false };

/** A Sweeper that mends by `restart`. What it believes is in the store, so that another process goes on with it. */
export function createSweeper(context: Context, restart: Restart): Sweeper {
  const suspicions = new Map<string, Suspicions>();
  /** Looks in a row at which AWS could not be asked. */
  const unanswered = new Map<string, number>();

  return async (workshopId) => {
    const { store, clock } = context;
    const workshop = await store.workshops.get(workshopId);
    if (workshop?.state !== 'deployed') {
      suspicions.delete(workshopId);
      if (workshop?.state === 'destroyed') await endAll(context, workshopId);
      return NOTHING;
    }
    const before = busySeats(await store.operations.running(workshopId));
    if (before === 'all') return NOTHING;
    const seats = await store.seats.list(workshopId);
    const numbers = seats
      .filter(({ no, state }) => state !== 'absent' && state !== 'stopped' && !before.has(no))
      .map(({ no }) => no);
    const standing = (await store.incidents.list(workshopId, clock.now())).filter((each) => !each.endedAt);
    let seen: Awaited<ReturnType<typeof lookAtSeats>>;
    try {
      seen = await lookAtSeats(context, workshop, numbers);
      unanswered.delete(workshopId);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const times = (unanswered.get(workshopId) ?? 0) + 1;
      unanswered.set(workshopId, times);
      if (times > 1) await keepAws(context, workshop, standing, error);
      return { suspicious: times === 1 };
    }
    // Looking takes seconds: what somebody began meanwhile is theirs to tell.
    const busy = busySeats(await store.operations.running(workshopId));
    if (busy === 'all') return NOTHING;
    const looks = seen.looks.filter(({ plan }) => !busy.has(plan.no));
    // After a restart a seat is given the benefit of the doubt once more.
    const suspected = [...(suspicions.get(workshopId) ?? [])].filter(([no]) => !before.has(no) && !busy.has(no));
    const believed = suspect(new Map(suspected), looks, clock.now());
    suspicions.set(workshopId, believed.suspicions);
    const causes = groupCauses(workshop.spec, {
      looks,
      inspections: seen.snapshot.seats,
      broken: believed.broken,
      worn: await wornSeats(context, workshopId),
    });
    await record(context, workshop, looks, believed.broken, causes);
    const ill = new Set([...believed.suspicions.keys(), ...before, ...busy]);
    await keepIncidents(context, workshop, { standing, causes, ill, suspicions: believed.suspicions, restart });
    return { suspicious: looks.filter(({ faults }) => faults.length > 0).length > believed.broken.length };
  };
}

/** Stores what is sure: seats that are well, and broken ones but for those a restart is about to take in hand. */
async function record(
  context: Context,
  workshop: Workshop,
  looks: readonly SeatLook[],
  broken: readonly SeatLook[],
  causes: readonly Cause[],
): Promise<void> {
  const quiet = new Set(causes.flatMap((cause) => (cause.remedy === 'restart' || isUshersOwn(cause) ? cause.ill : [])));
  const sure = broken.filter(({ plan }) => !quiet.has(plan.no));
  await recordLooks(context, workshop, [...looks.filter(({ faults }) => faults.length === 0), ...sure]);
}

async function wornSeats({ store, clock }: Context, workshopId: string): Promise<ReadonlySet<number>> {
  const after = new Date(clock.now().getTime() - WORN_MS);
  const restarts = new Map<number, number>();
  for (const incident of await store.incidents.list(workshopId, after)) {
    for (const no of incident.seats) restarts.set(no, (restarts.get(no) ?? 0) + incident.restarts);
  }
  return new Set([...restarts].flatMap(([no, times]) => (times >= MOST_RESTARTS ? [no] : [])));
}

/** AWS cannot be asked: of the seats nothing is known, so that all other incidents stand as they are. */
async function keepAws(
  context: Context,
  workshop: Workshop,
  standing: readonly Incident[],
  { problem }: ProblemError,
): Promise<void> {
  const says = `Usher cannot ask AWS how the seats are: ${problem.summary} ${problem.next}`.replace(/\.$/, '');
  const cause: Cause = { key: 'aws', says, ill: [], apps: [], remedy: 'tell' };
  await keepIncidents(context, workshop, {
    standing: standing.filter(({ key }) => key === 'aws'),
    causes: [cause],
    ill: new Set(),
    suspicions: new Map(),
    restart: () => Promise.resolve(),
  });
}

/** A workshop that is gone has no incidents. */
async function endAll({ store, clock }: Context, workshopId: string): Promise<void> {
  for (const { id, endedAt } of await store.incidents.list(workshopId, clock.now())) {
    if (!endedAt) await store.incidents.end(id, clock.now(), true);
  }
}
