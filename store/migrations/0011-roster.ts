import { sql, type Kysely } from 'kysely';

/** People who are not in Slack, names and emails as organisers wrote them, and rosters that wait for a confirmation. */
const statements = [
  `alter table participants alter column user_id drop not null`,
  `alter table participants add column name text`,
  `alter table participants add column email text`,
  `alter table participants add constraint participants_are_somebody check (user_id is not null or name is not null)`,
  `create unique index participants_one_email on participants (workshop_id, email) where email is not null`,
  `create table roster_drafts (
    id text primary key,
    workshop_id text not null references workshops (id),
    by text not null,
    saved_at timestamptz not null default now(),
    lines jsonb not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
