import { sql, type Kysely } from 'kysely';

/** What a workshop may cost, what it did cost, and when Usher was last there to hear anything. */
const statements = [
  `alter table workshops add column price_limit double precision check (price_limit > 0)`,
  `create table receipts (
    workshop_id text primary key references workshops (id),
    body jsonb not null,
    message jsonb,
    actual jsonb,
    told jsonb not null default '[]'
  )`,
  `create table signs_of_life (
    of text primary key,
    seen_at timestamptz not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
