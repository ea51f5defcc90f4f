import type { Context } from '../context';
import type { ClaimResult } from '../usher';
import type { Workshop } from '../workshop';

/**
 * Seats a Slack user: in the seat they have, else in the lowest free one of the workshop whose room they are in. Organisers
 * may sit everywhere, also before the doors open, to try a seat out.
 */
export async function claimSeat(context: Context, userId: string, workshopId?: string): Promise<ClaimResult> {
  const { store, directory } = context;
  const living = (await store.workshops.list()).filter((workshop) => workshop.state !== 'destroying');
  const asked = workshopId === undefined ? living : living.filter((workshop) => workshop.id === workshopId);
  if (asked.length === 0) return { kind: 'no-workshop' };

  const seated = await filterAsync(asked, (workshop) => hasSeat(context, workshop, userId));
  // Asked last: most people are in the room, and Slack allows few questions a minute.
  const eligible =
    seated.length > 0
      ? seated
      : await filterAsync(
          asked,
          async ({ room }) =>
            (room !== undefined && (await directory.isMember(room, userId))) || directory.isOrganiser(userId),
        );
  const [workshop, ...others] = eligible;
  if (workshop === undefined) {
    return { kind: 'not-eligible', workshops: asked.filter((each) => each.room !== undefined) };
  }
  if (others.length > 0) return { kind: 'several', workshops: eligible };

  const participant = await store.participants.ensure(workshop.id, userId);
  const claim = await store.seats.claim(workshop.id, participant.id);
  if (claim.kind === 'full') return { kind: 'full', workshop };
  const { seat, fresh } = claim;
  if (fresh) {
    await context.emit({ workshopId: workshop.id, actor: userId, type: 'seat-claimed', no: seat.no, userId });
  }
  const common = { workshop, seat, participant, fresh };
  if (workshop.openedAt === undefined && !(await directory.isOrganiser(userId)))
    return { kind: 'wait', why: 'not-open', ...common };
  switch (seat.state) {
    case 'ready':
      return { kind: 'card', ...common };
    case 'absent':
      return { kind: 'wait', why: 'not-deployed', ...common };
    case 'failing':
      return { kind: 'wait', why: 'failing', ...common };
    default:
      return { kind: 'wait', why: 'starting', ...common };
  }
}

async function hasSeat(context: Context, workshop: Workshop, userId: string): Promise<boolean> {
  const participant = await context.store.participants.byUser(workshop.id, userId);
  if (participant === undefined) return false;
  return (await context.store.seats.list(workshop.id)).some((seat) => seat.owner === participant.id);
}

/** One item that cannot be judged keeps no other from being found; where nothing is found, it is why. */
async function filterAsync<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const judged = await Promise.allSettled(items.map(keep));
  const kept = items.filter((_, index) => judged[index]?.status === 'fulfilled' && judged[index].value);
  const unjudged = judged.find((one) => one.status === 'rejected');
  if (kept.length === 0 && unjudged) throw unjudged.reason;
  return kept;
}
