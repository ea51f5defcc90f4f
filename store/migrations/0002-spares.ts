import { sql, type Kysely } from 'kysely';

/** Spare seats, which nobody may claim. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table seats add column spare boolean not null default false`.execute(db);
}
