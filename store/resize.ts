import { sql, type Transaction } from 'kysely';
import type { NewSize } from '../workshop/ports/workshop-store';
import type { Tables } from './tables';

/** Somebody sits on a seat that would go, and nobody asked whether they may lose it; rolls back what was done before. */
class Seated extends Error {}

/**
 * Gives a workshop another size: rows of seats that go are deleted with their people's claim to them, new ones are absent, and the
 * last free ones are the spares. Throws where others than `leaving` would lose their seat.
 */
export async function resizeWithin(
  trx: Transaction<Tables>,
  workshopId: string,
  { spec, built, stretches, leaving }: NewSize,
): Promise<void> {
  const { seats, spares } = spec;
  const { rows: gone } = await sql<{ owner: string | null }>`
    select owner from seats where workshop_id = ${workshopId} and no > ${seats} order by no for update`.execute(trx);
  const owners = gone.flatMap(({ owner }) => owner ?? []);
  if (owners.some((owner) => !leaving.includes(owner))) throw new Seated();
  await trx
    .updateTable('workshops')
    .set({ spec: JSON.stringify(spec), built: built ?? null, stretches: JSON.stringify(stretches) })
    .where('id', '=', workshopId)
    .execute();
  if (owners.length > 0) {
    await sql`
      update participants set news = case when user_id is null then null else 'removed' end, leaving_at = null,
        arrived_at = null, owed_card = false
      where workshop_id = ${workshopId} and id in (select jsonb_array_elements_text(${JSON.stringify(owners)}::jsonb))`.execute(
      trx,
    );
  }
  await trx.deleteFrom('seats').where('workshopId', '=', workshopId).where('no', '>', seats).execute();
  await sql`
    insert into seats (workshop_id, no, state)
    select ${workshopId}, no, 'absent' from generate_series(1, ${seats}::int) as no
    on conflict (workshop_id, no) do nothing`.execute(trx);
  // What somebody sits at becomes nothing else under them.
  await sql`
    update seats set spare = no > ${seats - spares}::int
    where workshop_id = ${workshopId} and owner is null and spare <> (no > ${seats - spares}::int)`.execute(trx);
}

/** The refusal it stands for, where `resizeWithin` threw it. */
export function refusedAsSeated(error: unknown): { refused: 'seated' } {
  if (error instanceof Seated) return { refused: 'seated' };
  throw error;
}
