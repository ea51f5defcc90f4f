import type { Context, StackContext } from '../context';
import type { Venues, VenueView } from '../usher/venues';
import { causesOf } from '../venue/causes';
import { checksOf } from '../venue/check';
import { NO_PAGE, readCode, tagOf, writeCode } from '../venue/code';
import { VENUE, venueWorkshop, type Venue, type VenueWorkshop } from '../venue/venue';
import type { Workshop } from '../workshop';
import { livingWorkshops } from './living';
import { begin } from './start-operation';

/** Checking the network of a place, over the store, so that any process can answer. */
export function checkingVenues(context: Context): Venues {
  const { store, clock, prices } = context;
  const { venues } = store;

  const viewOf = async (workshop: Workshop, venue: Venue): Promise<VenueView> => {
    const checks = checksOf(workshop.spec);
    const answers = (await venues.codes(venue.id)).flatMap(({ userId, code, sentAt }) => {
      const read = readCode(code);
      return read === undefined || read === 'broken' ? [] : [{ userId, sentAt, found: read.found }];
    });
    const url = venue.address === undefined ? undefined : `http://${venue.address}/`;
    const noPageCode = writeCode(tagOf(venue.id), NO_PAGE);
    return { workshop, venue, checks, answers, causes: causesOf(checks, answers), noPageCode, url };
  };
  const standing = async (): Promise<VenueView[]> => {
    const workshops = new Map((await livingWorkshops(context)).map((each) => [each.id, each]));
    const all = await venues.standing();
    return Promise.all(
      all.flatMap((venue) => {
        const workshop = workshops.get(venue.workshopId);
        return workshop ? [viewOf(workshop, venue)] : [];
      }),
    );
  };

  return {
    async plan(workshop, { seat }) {
      const { spec } = venueWorkshop(workshop, { seat, tag: '00' });
      const one = (await prices.of(spec)).hourly;
      // Two seats share a load balancer: what they cost more is a seat.
      const seatHourly = (await prices.of({ ...spec, seats: 2 })).hourly - one;
      return { checks: checksOf(workshop.spec), hourly: seat ? one : one - seatHourly };
    },

    async putUp(workshop, by, { seat, lastsMs }) {
      const before = await venues.of(workshop.id);
      if (before?.address !== undefined) return { standing: before };
      const now = clock.now();
      const endsAt = new Date(now.getTime() + lastsMs);
      // One whose making failed half-way is made the rest of.
      if (before) await venues.update(before.id, { endsAt });
      else await venues.putUp({ workshopId: workshop.id, by, seat, putUpAt: now, endsAt });
      return begin(context, { workshopId: workshop.id, kind: 'venue', startedBy: by, stacks: [VENUE] });
    },

    async end(workshop, by) {
      if (!(await venues.of(workshop.id))) return { refused: 'none' };
      return begin(context, { workshopId: workshop.id, kind: 'venue-end', startedBy: by, stacks: [VENUE] });
    },

    async view(workshop) {
      const venue = await venues.of(workshop.id);
      return venue && viewOf(workshop, venue);
    },

    standing,

    async readCode(userId, text) {
      const read = readCode(text);
      if (read === undefined) return undefined;
      const all = await standing();
      if (read === 'broken') return all.length > 0 ? { refused: 'broken' } : undefined;
      const meant = all.find(({ venue }) => tagOf(venue.id) === read.tag);
      if (!meant) return undefined;
      const { id, workshopId } = meant.venue;
      await venues.keepCode(id, userId, read.code, clock.now());
      await context.emit({ workshopId, actor: userId, type: 'venue-checked', venueId: id });
      const view = await viewOf(meant.workshop, meant.venue);
      return { read: { userId, sentAt: clock.now(), found: read.found }, view };
    },

    noteMessage: (venueId, message) => venues.update(venueId, { message }),
  };
}

/** Takes down what has stood as long as was said. */
export async function endVenueIfDue(context: Context, workshop: Workshop): Promise<void> {
  const venue = await context.store.venues.of(workshop.id);
  if (!venue || venue.endsAt > context.clock.now()) return;
  await begin(context, { workshopId: workshop.id, kind: 'venue-end', startedBy: 'usher', stacks: [VENUE] });
}

/** What the stack of a workshop's venue check is made from; throws where none stands. */
export async function venueOnAws(
  { store, provisioner }: Pick<StackContext, 'store' | 'provisioner'>,
  workshop: Workshop,
): Promise<VenueWorkshop> {
  const venue = await store.venues.of(workshop.id);
  if (!venue) throw new Error(`${workshop.spec.name} has no venue check`);
  const { seat, id } = venue;
  const ami = workshop.ami ?? (seat ? await provisioner.resolveAmi(workshop) : undefined);
  return venueWorkshop({ ...workshop, ami }, { seat, tag: tagOf(id) });
}
