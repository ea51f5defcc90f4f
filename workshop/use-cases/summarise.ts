import type { Context } from '../context';
import { billOf } from '../bill';
import { needsOf } from '../needs';
import { outlookOf } from '../price-limit';
import { changesAws, isAbout, touchesSeats } from '../operation';
import { batchCount, stacksOf } from '../seat-plan';
import type { DeployPlan, WorkshopSummary } from '../usher/workshops';
import type { OperationView } from '../usher/operations';
import { pricedStretches } from '../stretches';
import type { Workshop } from '../workshop';
import { keptArchives } from './kept-archives';
import { checkBefore } from './check-before';

const HOUR_MS = 3_600_000;

/** What a deploy would create and cost, and what could stop it. */
export async function planDeploy(context: Context, workshop: Workshop): Promise<DeployPlan> {
  const { spec } = workshop;
  const [price, checks, { spent }] = await Promise.all([
    context.prices.of(spec),
    checkBefore(context, workshop),
    costsOf(context, workshop),
  ]);
  const needs = needsOf(spec);
  const now = context.clock.now();
  const hoursLeft = workshop.endsAt && Math.max(0, (workshop.endsAt.getTime() - now.getTime()) / HOUR_MS);
  return {
    stacks: stacksOf(spec),
    batches: batchCount(spec),
    loadBalancers: needs.loadBalancers,
    instances: needs.hosts,
    services: needs.services,
    price,
    untilEnd: hoursLeft === undefined ? undefined : price.hourly * hoursLeft,
    outlook: outlookOf(workshop, { spent, hourly: price.hourly }, now),
    checks,
  };
}

/** State of one workshop as `status` and `list` show it. */
export async function summarise(context: Context, workshop: Workshop): Promise<WorkshopSummary> {
  const { store } = context;
  const [seats, participants, running] = await Promise.all([
    store.seats.list(workshop.id),
    store.participants.list(workshop.id),
    store.operations.running(workshop.id),
  ]);
  const costs = await costsOf(context, workshop);
  const outlook = outlookOf(workshop, costs, context.clock.now());
  const operation = running.find(({ kind }) => changesAws(kind)) ?? running[0];
  return { workshop, seats, participants, operation, ...costs, outlook };
}

/** US dollars: what it costs an hour now, or would once deployed, and cost so far or in all. */
export async function costsOf(
  { prices, store, clock }: Context,
  workshop: Workshop,
): Promise<{ readonly hourly: number; readonly spent: number }> {
  const stretches = await pricedStretches(prices, workshop, clock.now());
  const last = stretches.at(-1);
  if (last === undefined) return { hourly: (await prices.of(workshop.spec)).hourly, spent: 0 };
  const { price, resting } = last;
  const work = await store.operations.stackWork(workshop.id);
  return { hourly: resting ? price.resting : price.hourly, spent: billOf(stretches, work).total };
}

/** Everything a progress message shows, read from the store, so that any process can go on editing it. */
export async function viewOperation(context: Context, operationId: string): Promise<OperationView | undefined> {
  const { store, clock } = context;
  const operation = await store.operations.get(operationId);
  const workshop = operation && (await store.workshops.get(operation.workshopId));
  if (!operation || !workshop) return undefined;
  const [steps, seats, participants] = await Promise.all([
    store.operations.steps(operationId),
    store.seats.list(workshop.id),
    store.participants.list(workshop.id),
  ]);
  const people = new Map(participants.map((each) => [each.id, each]));
  const owners = new Map(
    seats.flatMap((seat) => {
      const person = seat.owner === undefined ? undefined : people.get(seat.owner);
      return person === undefined ? [] : [[seat.no, person] as const];
    }),
  );
  const rehearsal = operation.kind === 'rehearse' ? await store.rehearsals.get(operationId) : undefined;
  const venue = operation.kind === 'venue' ? await store.venues.of(workshop.id) : undefined;
  const archives = operation.kind === 'destroy' ? await keptArchives(context, workshop.id) : [];
  const view = {
    ...{ operation, workshop, steps, seats, owners, rehearsal, venue, archives },
    ...(await costsOf(context, workshop)),
    now: clock.now(),
  };
  return { ...view, expectedAt: expectEnd(view), leftovers: await leftoversOf(context, view) };
}

/** Elapsed time stretched over what is left, once a tenth is done: Terraform's part counts 70 %, the seats' start 30 %. */
function expectEnd({
  operation,
  steps,
  seats,
  now,
}: Pick<OperationView, 'operation' | 'steps' | 'seats' | 'now'>): Date | undefined {
  // Nothing of these is counted in stacks.
  const isCounted = touchesSeats(operation.kind) && operation.kind !== 'swap' && steps.length > 0;
  if (!isCounted || operation.state !== 'running') return undefined;
  // Paused: nobody knows until when.
  if (operation.problem ?? steps.some((step) => step.state === 'running' && step.problem)) return undefined;
  const share = steps.reduce(
    (sum, step) => sum + (step.state === 'done' ? 1 : step.total > 0 ? step.done / step.total : 0),
    0,
  );
  const built = share / steps.length;
  const about = seats.filter(({ no }) => isAbout(operation, no));
  const ready = about.filter((seat) => seat.state === 'ready').length / about.length;
  const part = operation.kind === 'destroy' || about.length === 0 ? built : built * 0.7 + ready * 0.3;
  if (part < 0.1) return undefined;
  const started = operation.startedAt.getTime();
  return new Date(started + (now.getTime() - started) / part);
}

async function leftoversOf(
  context: Context,
  { operation, workshop }: Pick<OperationView, 'operation' | 'workshop'>,
): Promise<readonly string[] | undefined> {
  const sweeps = operation.kind === 'destroy' || operation.kind === 'scale';
  if (!sweeps || operation.state === 'running') return undefined;
  const events = await context.store.events.list(workshop.id, { limit: 20 });
  const swept = events.findLast((event) => event.type === 'workshop-swept' && event.operationId === operation.id);
  return swept?.type === 'workshop-swept' ? swept.leftovers : undefined;
}
