import type { Context } from '../context';
import { isInSlack, type InSlack, type Seat } from '../seat';
import type { Tidings } from '../usher/doors';
import type { Workshop } from '../workshop';
import { livingWorkshops } from './living';
import { named } from './open-workshop';
import { beginDue } from './times';
import { endVenueIfDue } from './venue';
import { readWaitlist, seatWaiting, tellFreed } from './waitlist';

/** How long somebody had their card before their seat counts as unopened. */
const UNOPENED_MS = 30 * 60_000;

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

/** Does what time brings, in every living workshop. Any number of processes may do it at once: each thing happens once. */
export async function tend(context: Context): Promise<Tidings> {
  const tidings: Writable<Tidings> = {
    news: [],
    opened: [],
    late: [],
    left: [],
    deploys: [],
    starts: [],
    destroys: [],
    endings: [],
    unopened: [],
  };
  for (const workshop of await livingWorkshops(context)) {
    try {
      await tendOne(context, workshop, tidings);
    } catch (error) {
      // Slack may not say who is in one room; the others are none the worse.
      context.log(`${workshop.spec.name} could not be looked after: ${String(error)}`);
    }
  }
  return tidings;
}

async function tendOne(context: Context, before: Workshop, tidings: Writable<Tidings>): Promise<void> {
  const { store, clock } = context;
  const now = clock.now();
  const workshop = (await openIfDue(context, before)) ?? before;
  await beginDue(context, workshop, tidings);
  await endVenueIfDue(context, workshop);
  await store.rehearsals.dismiss(workshop.id);
  const seats = await store.seats.list(workshop.id);
  const people = (await store.participants.list(workshop.id)).filter(isInSlack);
  const seatOf = new Map(seats.map((seat) => [seat.owner, seat]));

  if (workshop.opensAt && workshop.opensAt <= now) (workshop.openedAt ? tidings.opened : tidings.late).push(workshop);
  let changed = false;
  for (const participant of people) {
    const seat = seatOf.get(participant.id);
    if (!seat || !participant.leavingAt || participant.leavingAt > now) continue;
    if (participant.cardTs !== undefined) tidings.left.push({ workshop, participant, seat });
    else changed = (await freeUnused(context, workshop, participant, seat)) || changed;
  }
  if (people.some(({ waitingSince }) => waitingSince !== undefined)) {
    changed = (await seatWaiting(context, workshop)) > 0 || changed;
  }
  // Whose seat came or went a moment ago has news by now.
  const after = changed ? (await store.participants.list(workshop.id)).filter(isInSlack) : people;
  for (const participant of after) {
    const { news } = participant;
    if (news !== undefined) tidings.news.push({ workshop, participant, news });
  }
  const { waiting, unopened } = readWaitlist(workshop, seats, after);
  const old = unopened.filter(({ since }) => now.getTime() - since.getTime() >= UNOPENED_MS);
  if (waiting.length > 0 && old.length > 0) tidings.unopened.push({ workshop, list: { waiting, unopened: old } });
}

/** Opens once its time has come and a seat is ready; undefined where nothing changed. */
async function openIfDue(
  context: Context,
  { id, opensAt, openedAt, opensBy }: Workshop,
): Promise<Workshop | undefined> {
  const { store, clock } = context;
  const now = clock.now();
  if (openedAt !== undefined || opensAt === undefined || opensAt > now) return undefined;
  if (!(await store.seats.list(id)).some(({ state }) => state === 'ready')) return undefined;
  const opened = await store.workshops.openDue(id, now);
  if (!opened) return undefined;
  await context.emit({ workshopId: id, actor: opensBy ?? 'usher', type: 'workshop-opened', ...named(opened.room) });
  return opened;
}

/** Frees a seat whose owner never had their card, unless they are back in the room; whether it is free now. */
async function freeUnused(
  context: Context,
  workshop: Workshop,
  { id, userId }: InSlack,
  { no }: Seat,
): Promise<boolean> {
  const { store, directory } = context;
  if (workshop.room !== undefined && (await directory.isMember(workshop.room, userId))) {
    await store.participants.update(id, { leavingAt: undefined });
    return false;
  }
  const freed = await store.seats.free(workshop.id, no, id, 'freed', 'card');
  if (freed) await tellFreed(context, workshop, 'usher', no, userId);
  return freed;
}
