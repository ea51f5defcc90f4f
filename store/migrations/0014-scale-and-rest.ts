import { sql, type Kysely } from 'kysely';

/** Workshops that change their size, rest overnight, and have seats replaced. */
const statements = [
  `alter table workshops
    add column built int,
    add column stretches jsonb not null default '[]',
    add column starts_at timestamptz,
    add column starts_by text`,
  `alter table workshops drop constraint workshops_state_check`,
  `alter table workshops add constraint workshops_state_check
    check (state in ('new', 'deploying', 'deployed', 'stopped', 'destroying', 'destroyed'))`,

  `alter table seats drop constraint seats_state_check`,
  `alter table seats add constraint seats_state_check
    check (state in ('absent', 'creating', 'starting', 'ready', 'failing', 'stopped'))`,

  `alter table operations add column scaling jsonb`,
  `alter table operations drop constraint operations_kind_check`,
  `alter table operations add constraint operations_kind_check
    check (kind in ('deploy', 'destroy', 'scale', 'replace', 'stop', 'start', 'restart'))`,
  `drop index operations_one_at_work`,
  `create unique index operations_one_at_work on operations (workshop_id)
    where state = 'running' and kind <> 'restart'`,

  `alter table steps add column removes boolean not null default false`,
  `update steps set removes = true from operations o where o.id = steps.operation_id and o.kind = 'destroy'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
