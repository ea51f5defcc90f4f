import type { Context } from '../context';
import type { Participant } from '../seat';
import type { ClaimResult } from '../usher/seating';
import type { Workshop } from '../workshop';
import { isCrew } from './crew';
import { hasSeat, livingWorkshops } from './living';
import { mayJoin } from './may-join';
import { seatWaiting } from './waitlist';

/**
 * Seats a Slack user: in the seat they have, else in the lowest free one of the workshop they may join, else on its waitlist. Its
 * crew may sit there, also before the doors open, to try a seat out.
 */
export async function claimSeat(context: Context, userId: string, workshopId?: string): Promise<ClaimResult> {
  const { store } = context;
  const living = await livingWorkshops(context);
  const asked = workshopId === undefined ? living : living.filter((workshop) => workshop.id === workshopId);
  if (asked.length === 0) return { kind: 'no-workshop' };

  const sitting = await store.participants.sitting(userId);
  const seated = asked.filter(({ id }) => sitting.some(({ seat }) => seat.workshopId === id));
  const eligible =
    seated.length > 0 ? seated : await filterAsync(asked, (workshop) => mayJoin(context, workshop, userId));
  const [workshop, ...others] = eligible;
  if (workshop === undefined) {
    return {
      kind: 'not-eligible',
      workshops: asked.filter(({ join, room }) => join !== 'room' || room !== undefined),
    };
  }
  if (others.length > 0) return { kind: 'several', workshops: eligible };
  const known = sitting.find(({ seat }) => seat.workshopId === workshop.id);
  return known ? judge(context, userId, { workshop, ...known, fresh: false }) : claimIn(context, workshop, userId);
}

/** Seats somebody who may have a seat in this workshop. */
export async function claimIn(
  context: Context,
  workshop: Workshop,
  userId: string,
): Promise<Extract<ClaimResult, { kind: 'card' | 'wait' | 'waitlisted' }>> {
  const { participants } = context.store;
  const participant = await participants.ensure(workshop.id, userId);
  const claim = await sitDown(context, workshop, participant);
  if (claim.kind === 'full') {
    const place = await participants.wait(participant.id);
    // A seat may have become free before they were on the list.
    await seatWaiting(context, workshop);
    if (await hasSeat(context, workshop, userId)) return claimIn(context, workshop, userId);
    const fresh = participant.waitingSince === undefined;
    if (fresh) await context.emit({ workshopId: workshop.id, actor: userId, type: 'seat-awaited', userId, place });
    return { kind: 'waitlisted', workshop, participant, place, fresh };
  }
  if (claim.fresh) {
    const { no } = claim.seat;
    await context.emit({ workshopId: workshop.id, actor: userId, type: 'seat-claimed', no, userId });
  }
  return claim;
}

/** Takes the participant's own seat, else the lowest free one, and says whether they may have their card now. */
export async function sitDown(
  context: Context,
  workshop: Workshop,
  participant: Participant,
): Promise<Extract<ClaimResult, { kind: 'card' | 'wait' }> | { readonly kind: 'full' }> {
  const claim = await context.store.seats.claim(workshop.id, participant.id);
  if (claim.kind === 'full') return claim;
  const { seat, fresh } = claim;
  return judge(context, participant.userId, { workshop, seat, participant, fresh });
}

type Seated = Extract<ClaimResult, { kind: 'card' }>;

/** Whether whoever sits there may have the card, or why they wait. */
async function judge(
  context: Context,
  userId: string | undefined,
  seated: Omit<Seated, 'kind'>,
): Promise<Extract<ClaimResult, { kind: 'card' | 'wait' }>> {
  const { workshop, seat } = seated;
  const mayBefore = userId !== undefined && (await isCrew(context, workshop, userId));
  if (workshop.openedAt === undefined && !mayBefore)
    return { kind: 'wait', why: workshop.closedAt === undefined ? 'not-open' : 'closed', ...seated };
  switch (seat.state) {
    case 'ready':
      return { kind: 'card', ...seated };
    case 'absent':
      return { kind: 'wait', why: 'not-deployed', ...seated };
    case 'stopped':
      return { kind: 'wait', why: 'off', ...seated };
    case 'failing':
      return { kind: 'wait', why: 'failing', ...seated };
    default:
      return { kind: 'wait', why: 'starting', ...seated };
  }
}

/** One item that cannot be judged keeps no other from being found; where nothing is found, it is why. */
async function filterAsync<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const judged = await Promise.allSettled(items.map(keep));
  const kept = items.filter((_, index) => judged[index]?.status === 'fulfilled' && judged[index].value);
  const unjudged = judged.find((one) => one.status === 'rejected');
  if (kept.length === 0 && unjudged) throw unjudged.reason;
  return kept;
}
