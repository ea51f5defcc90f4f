import type { Context } from '../context';
import type { ClaimResult } from '../usher';

/**
 * Seats a Slack user: in the seat they have, else in the lowest free one of the workshop whose room they are in. Organisers
 * may sit everywhere, also before the doors open, to try a seat out.
 */
export async function claimSeat(context: Context, userId: string, workshopId?: string): Promise<ClaimResult> {
  const { store, directory } = context;
  const living = (await store.workshops.list()).filter((workshop) => workshop.state !== 'destroying');
  const asked = workshopId === undefined ? living : living.filter((workshop) => workshop.id === workshopId);
  if (asked.length === 0) return { kind: 'no-workshop' };

  const sitting = await store.participants.sitting(userId);
  const seated = asked.filter(({ id }) => sitting.some(({ seat }) => seat.workshopId === id));
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

  const known = sitting.find(({ seat }) => seat.workshopId === workshop.id);
  if (known) return judge(context, { workshop, ...known, fresh: false });
  const participant = await store.participants.ensure(workshop.id, userId);
  const claim = await store.seats.claim(workshop.id, participant.id);
  if (claim.kind === 'full') return { kind: 'full', workshop };
  const { seat, fresh } = claim;
  if (fresh) {
    await context.emit({ workshopId: workshop.id, actor: userId, type: 'seat-claimed', no: seat.no, userId });
  }
  return judge(context, { workshop, seat, participant, fresh });
}

type Seated = Extract<ClaimResult, { kind: 'card' }>;

/** Whether whoever sits there may have the card, or why they wait. */
async function judge({ directory }: Context, seated: Omit<Seated, 'kind'>): Promise<ClaimResult> {
  const { workshop, seat, participant } = seated;
  if (workshop.openedAt === undefined && !(await directory.isOrganiser(participant.userId)))
    return { kind: 'wait', why: 'not-open', ...seated };
  switch (seat.state) {
    case 'ready':
      return { kind: 'card', ...seated };
    case 'absent':
      return { kind: 'wait', why: 'not-deployed', ...seated };
    case 'failing':
      return { kind: 'wait', why: 'failing', ...seated };
    default:
      return { kind: 'wait', why: 'starting', ...seated };
  }
}

async function filterAsync<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(items.map(keep));
  return items.filter((_, index) => kept[index]);
}
