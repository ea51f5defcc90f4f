import { createHash } from 'node:crypto';
import type { Context } from '../context';
import type { NewSize } from '../ports/workshop-store';
import { scaleDatabase } from '../scale-database';
import { scaleStacks } from '../scale-stacks';
import type { Seat } from '../seat';
import { asBuilt, loadBalancerCount, MOST_SEATS } from '../seat-plan';
import { stretched } from '../stretches';
import type { Resizing, ScaleBegun, ScalePlan, ScalePlanned, ScaleWish } from '../usher/resizing';
import type { Workshop, WorkshopSpec } from '../workshop';
import { announceBegun } from './start-operation';
import { forgetSeats } from './forget-seats';
import { seatWaiting } from './waitlist';

export const resizing = (context: Context): Resizing => ({
  plan: async (workshop, wish) => {
    const planned = await planScale(context, workshop, wish);
    return 'plan' in planned ? { plan: planned.plan } : planned;
  },
  begin: (workshop, by, wish, mark) => beginScale(context, workshop, by, wish, mark),
});

interface Planned {
  readonly plan: ScalePlan;
  /** As it is to be. */
  readonly spec: WorkshopSpec;
}

async function planScale(
  context: Context,
  asked: Workshop,
  wish: ScaleWish,
): Promise<Planned | Exclude<ScalePlanned, { plan: ScalePlan }>> {
  const { store, prices, preflight } = context;
  const workshop = (await store.workshops.get(asked.id)) ?? asked;
  const before = workshop.spec;
  const wished = wish.spares ?? before.spares;
  const seats = wish.seats + wished;
  if (seats > MOST_SEATS) return { refused: 'too-many', seats: wish.seats, spares: wished };
  if (workshop.state === 'destroying' || workshop.state === 'destroyed') return { refused: 'destroying' };
  const operation = (await store.operations.running(workshop.id)).find(({ kind }) => kind !== 'restart');
  if (operation) return { refused: 'running', operation };
  if (workshop.state === 'stopped') return { refused: 'off' };
  const stands = workshop.deployedAt !== undefined;
  if (stands && !(await store.operations.stacksStanding(workshop.id)).includes('network')) {
    return { refused: 'half-deployed' };
  }

  const rows = await store.seats.list(workshop.id);
  const spares = Math.min(wished, freeAtEnd(rows, seats));
  const database = stands ? scaleDatabase(before, seats) : undefined;
  if (database === 'too-large') return { refused: 'database' };
  const spec: WorkshopSpec = { ...before, seats, spares, ...(database ? { database: database.kept } : {}) };
  const built = asBuilt(workshop).spec.seats;
  const { stacks, removing } = stands
    ? scaleStacks(workshop, spec, database?.change !== undefined)
    : { stacks: [], removing: [] };
  if (seats === before.seats && spares === before.spares && stacks.length === 0) return { refused: 'same' };

  const people = new Map((await store.participants.list(workshop.id)).map((each) => [each.id, each]));
  const leaving = rows.flatMap(({ no, owner }) => {
    const sitter = no > seats && owner !== undefined ? people.get(owner) : undefined;
    return sitter ? [{ no, sitter }] : [];
  });
  const grows = stands && seats > before.seats;
  const [priceBefore, priceAfter, checks] = await Promise.all([
    prices.of(before),
    prices.of(spec),
    grows ? preflight.check({ ...workshop, spec }) : [],
  ]);
  const scaling = {
    before: { seats: before.seats, spares: before.spares },
    after: { seats, spares },
  };
  const who = leaving.map(({ no, sitter }) => `${no} ${sitter.id}`);
  return {
    spec,
    plan: {
      ...{ workshop, scaling, leaving, built, stacks, removing, checks },
      missingSpares: wished - spares,
      loadBalancers: { before: loadBalancerCount(before), after: loadBalancerCount(spec) },
      price: { before: priceBefore, after: priceAfter },
      database: database?.change,
      mark: markOf([scaling, built, who, database?.change?.to]),
    },
  };
}

/** How many of the last of so many seats nobody sits at: seats that do not exist yet are free. */
function freeAtEnd(rows: readonly Seat[], seats: number): number {
  const taken = rows.filter(({ no, owner }) => no <= seats && owner !== undefined).map(({ no }) => no);
  return seats - Math.max(0, ...taken);
}

const markOf = (shown: unknown): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16);

async function beginScale(
  context: Context,
  asked: Workshop,
  by: string,
  wish: ScaleWish,
  mark: string,
): Promise<ScaleBegun> {
  const { store, clock } = context;
  const planned = await planScale(context, asked, wish);
  if (!('plan' in planned)) return planned;
  const { plan, spec } = planned;
  if (plan.mark !== mark || plan.checks.some(({ verdict }) => verdict === 'short')) return { again: plan };
  const { workshop, scaling, stacks, removing } = plan;
  const isLess = plan.built > spec.seats && workshop.deployedAt !== undefined;
  // What goes costs until it is gone.
  const costing = Math.max(spec.seats, scaling.before.seats);
  const size: NewSize = {
    spec,
    built: isLess ? plan.built : undefined,
    stretches: stretched(workshop, { seats: costing, resting: false }, clock.now()),
    leaving: plan.leaving.map(({ sitter }) => sitter.id),
  };
  if (stacks.length === 0) {
    const resized = await store.workshops.resize(workshop.id, size);
    if (!resized) return beginAgain(context, workshop, wish);
    await tellScaled(context, plan, by);
    return { resized, plan };
  }
  const operation = { workshopId: workshop.id, kind: 'scale', startedBy: by, scaling, stacks, removing } as const;
  const begun = await store.operations.beginScale(operation, size);
  if ('running' in begun) return { refused: 'running', operation: begun.running };
  if ('refused' in begun) return beginAgain(context, workshop, wish);
  await announceBegun(context, begun.started);
  await tellScaled(context, plan, by);
  return { started: begun.started, plan };
}

/** Somebody took a seat that would go at this very moment: whoever asks is shown who. */
async function beginAgain(context: Context, workshop: Workshop, wish: ScaleWish): Promise<ScaleBegun> {
  const planned = await planScale(context, workshop, wish);
  return 'plan' in planned ? { again: planned.plan } : planned;
}

/** Records it, ends what was about seats that are no more, and gives new seats to those who wait. */
async function tellScaled(context: Context, { workshop, scaling, leaving }: ScalePlan, by: string): Promise<void> {
  const about = { workshopId: workshop.id, actor: by };
  await context.emit({ ...about, type: 'workshop-scaled', ...scaling });
  for (const { no, sitter } of leaving) {
    await context.emit({ ...about, type: 'seat-released', no, participantId: sitter.id });
  }
  await forgetSeats(context, workshop, by, scaling.after.seats);
  await seatWaiting(context, workshop);
}
