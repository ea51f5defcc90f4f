import type { Context } from '../context';
import type { Workshop } from '../workshop';

/** Ends calls for help and incidents that are about seats beyond the last, which are no more. */
export async function forgetSeats(
  { store, clock, emit }: Pick<Context, 'store' | 'clock' | 'emit'>,
  { id }: Workshop,
  by: string,
  last: number,
): Promise<void> {
  const now = clock.now();
  for (const { id: requestId, no, state } of await store.help.list(id)) {
    if (no <= last || state === 'done' || !(await store.help.finish(requestId, by, now))) continue;
    await emit({ workshopId: id, actor: by, type: 'help-done', requestId, no });
  }
  for (const incident of await store.incidents.list(id, now)) {
    const isGone = incident.seats.length > 0 && incident.seats.every((no) => no > last);
    if (isGone && incident.endedAt === undefined) await store.incidents.end(incident.id, now, true);
  }
}
