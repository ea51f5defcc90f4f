import type { Context } from '../context';
import { billOf } from '../bill';
import { needsOf } from '../needs';
import { outlookOf } from '../price-limit';
import { changesAws, touchesSeats } from '../operation';
import { batchCount, stacksOf } from '../seat-plan';
import type { DeployPlan, WorkshopSummary } from '../usher/workshops';
import type { OperationView } from '../usher/operations';
import type { Workshop } from '../workshop';
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

/** What all of it costs an hour, and what it cost so far or in all. */
export async function costsOf(context: Context, workshop: Workshop): Promise<{ hourly: number; spent: number }> {
  const price = await context.prices.of(workshop.spec);
  const work = workshop.deployedAt === undefined ? [] : await context.store.operations.stackWork(workshop.id);
  return { hourly: price.hourly, spent: billOf(workshop.spec, price, work, context.clock.now()).total };
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
  const view = {
    ...{ operation, workshop, steps, seats, owners, rehearsal },
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
  if (['restart', 'swap'].includes(operation.kind) || !touchesSeats(operation.kind) || operation.state !== 'running')
    return undefined;
  // Paused: nobody knows until when.
  if (operation.problem ?? steps.some((step) => step.state === 'running' && step.problem)) return undefined;
  const share = steps.reduce(
    (sum, step) => sum + (step.state === 'done' ? 1 : step.total > 0 ? step.done / step.total : 0),
    0,
  );
  const built = steps.length === 0 ? 1 : share / steps.length;
  const ready = seats.filter((seat) => seat.state === 'ready').length / seats.length;
  const part = operation.kind === 'destroy' ? built : built * 0.7 + ready * 0.3;
  if (part < 0.1) return undefined;
  const started = operation.startedAt.getTime();
  return new Date(started + (now.getTime() - started) / part);
}

async function leftoversOf(
  context: Context,
  { operation, workshop }: Pick<OperationView, 'operation' | 'workshop'>,
): Promise<readonly string[] | undefined> {
  if (operation.kind !== 'destroy' || operation.state === 'running') return undefined;
  const events = await context.store.events.list(workshop.id, { limit: 20 });
  const swept = events.findLast((event) => event.type === 'workshop-swept' && event.operationId === operation.id);
  return swept?.type === 'workshop-swept' ? swept.leftovers : undefined;
}
