import { billOf } from '../bill';
import type { Context } from '../context';
import { stayOf } from '../errand';
import type { RecordedEvent } from '../events';
import { figuresOf, median } from '../help/overview';
import type { ReceiptBody } from '../receipt';
import { stacksOf } from '../seat-plan';
import { pricedStretches } from '../stretches';
import { keptArchives } from './kept-archives';
import { isUshersOwn, type Incident } from '../watch/incident';
import type { Workshop } from '../workshop';

/** What there is to say of a workshop that is over, from what was recorded. */
export async function drawReceipt(
  context: Context,
  workshop: Workshop & { readonly deployedAt: Date; readonly destroyedAt: Date },
): Promise<ReceiptBody> {
  const { store, prices } = context;
  const { id, spec, deployedAt, destroyedAt } = workshop;
  const [stretches, price, work, seats, participants, events, incidents, requests, archives] = await Promise.all([
    pricedStretches(prices, workshop, destroyedAt),
    prices.of(spec),
    store.operations.stackWork(id),
    store.seats.list(id),
    store.participants.list(id),
    store.events.list(id),
    store.incidents.list(id, new Date(0)),
    store.help.list(id),
    keptArchives(context, id),
  ]);
  const people = new Map(participants.map((each) => [each.id, each]));
  const sitters = seats.flatMap(({ owner }) => (owner === undefined ? [] : (people.get(owner) ?? [])));
  const inSlack = sitters.filter(({ userId }) => userId !== undefined);
  const arrived = inSlack.filter(({ arrivedAt }) => arrivedAt !== undefined).length;
  return {
    for: events.findLast(({ type }) => type === 'workshop-destroyed')?.actor ?? workshop.createdBy,
    from: deployedAt.toISOString(),
    until: destroyedAt.toISOString(),
    seats: spec.seats - spec.spares,
    spares: spec.spares,
    deploy: deployOf(events),
    ready: new Set(events.flatMap((each) => (each.type === 'seat-changed' && each.state === 'ready' ? each.no : [])))
      .size,
    people: {
      seated: sitters.length,
      arrived,
      noShows: inSlack.length - arrived,
      onPaper: sitters.length - inSlack.length,
    },
    bill: billOf(stretches, work),
    price: { hourly: price.hourly, source: price.source },
    incidents: incidentsOf(incidents),
    help: figuresOf(requests),
    stays: stayOf(archives),
    proof: {
      at: events.findLast(({ type }) => type === 'workshop-swept')?.at.toISOString(),
      stacks: stacksOf(spec).length,
    },
  };
}

/** From the first deploy's beginning until the end of one that ended well, or the last. */
function deployOf(events: readonly RecordedEvent[]): ReceiptBody['deploy'] {
  const began = events.find((each) => each.type === 'operation-started' && each.kind === 'deploy');
  const ends = events.filter((each) => each.type === 'operation-ended').filter(({ kind }) => kind === 'deploy');
  const end = ends.find(({ state }) => state === 'succeeded') ?? ends.at(-1);
  return began && end && { tookMs: end.at.getTime() - began.at.getTime() };
}

function incidentsOf(all: readonly Incident[]): ReceiptBody['incidents'] {
  const found = all.filter((each) => !each.absorbed && !isUshersOwn(each));
  const took = found.flatMap(({ openedAt, endedAt }) => (endedAt ? [endedAt.getTime() - openedAt.getTime()] : []));
  return {
    found: found.length,
    mended: took.length,
    usualMs: median(took),
    longestMs: took.length === 0 ? undefined : Math.max(...took),
  };
}
