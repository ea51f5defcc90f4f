import { sql, type Kysely } from 'kysely';

/** Who works on a step and since when, cancelling, and where the hosts of seats went. */
const statements = [
  `alter table operations add column cancelled_by text`,
  `alter table operations drop constraint operations_state_check`,
  `alter table operations add constraint operations_state_check
    check (state in ('running', 'succeeded', 'partial', 'failed', 'cancelled'))`,

  `alter table steps add column worker text`,
  `alter table steps add column attempt int not null default 0`,
  `alter table steps add column taken_at timestamptz`,
  `alter table steps add column seen_at timestamptz`,
  `alter table steps add column replace jsonb not null default '[]'`,
  `alter table steps add column replace_ordered_at timestamptz`,
  `alter table steps drop constraint steps_state_check`,
  `alter table steps add constraint steps_state_check
    check (state in ('waiting', 'running', 'done', 'failed', 'stopped'))`,

  `alter table seats add column placements jsonb not null default '[]'`,
  `alter table seats add column replaced_at timestamptz`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
