import { sql, type Kysely } from 'kysely';

/**
 * Rehearsals with the people they invite, checks of a venue's network, and the operations these are. Which kinds of operation there
 * are is the code's to say; those that change what stands on AWS are one at a time.
 */
const statements = [
  `alter table operations drop constraint operations_kind_check`,
  `drop index operations_one_at_work`,
  `create unique index operations_one_at_work on operations (workshop_id)
    where state = 'running' and kind not in ('restart', 'rehearse')`,
  `create unique index operations_one_rehearsal on operations (workshop_id) where state = 'running' and kind = 'rehearse'`,

  `create table rehearsals (
    operation_id text primary key references operations (id),
    seats int,
    stay_ms int not null,
    report jsonb
  )`,
  `alter table participants add column rehearsal text`,
  `create index participants_rehearsing on participants (workshop_id) where rehearsal is not null`,

  `create table venues (
    id text primary key,
    seq bigint generated always as identity,
    workshop_id text not null references workshops (id),
    by text not null,
    seat boolean not null,
    put_up_at timestamptz not null,
    ends_at timestamptz not null,
    address text,
    gone_at timestamptz,
    message jsonb
  )`,
  `create unique index venues_one_each on venues (workshop_id) where gone_at is null`,
  `create table venue_codes (
    venue_id text not null references venues (id),
    user_id text not null,
    code text not null,
    sent_at timestamptz not null,
    primary key (venue_id, user_id)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
