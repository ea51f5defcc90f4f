import type { Context } from '../context';
import type { UsherEvent } from '../events';
import type { AuditPage, AuditWish } from '../usher/workshops';
import type { Workshop } from '../workshop';

/** What Usher notes of its own work, by the thousand: nobody did it. */
const OWN_WORK: readonly UsherEvent['type'][] = [
  'step-ended',
  'step-paused',
  'step-resumed',
  'seat-placed',
  'seat-replaced',
  'incident-opened',
  'incident-ended',
  'seat-changed',
  'seat-failed',
  'files-uploaded',
  'workshop-swept',
  'operation-progress',
];
/** Of one seat these are what somebody wants to know. */
const OF_A_SEAT: readonly UsherEvent['type'][] = [
  'seat-changed',
  'seat-failed',
  'seat-placed',
  'seat-replaced',
  'incident-opened',
  'incident-ended',
];

/** A page of what people did, newest first. */
export async function audit({ store }: Context, workshop: Workshop, wish: AuditWish): Promise<AuditPage> {
  const { limit, before, seat, userId } = wish;
  const without = seat === undefined ? OWN_WORK : OWN_WORK.filter((type) => !OF_A_SEAT.includes(type));
  const found = await store.events.search(workshop.id, { limit: limit + 1, before, seat, userId, without });
  return { events: found.slice(0, limit), more: found.length > limit };
}
