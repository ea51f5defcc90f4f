import { sql, type Kysely } from 'kysely';

/** People who are stuck, and what the health sweep found. */
const statements = [
  `create table help_requests (
    id text primary key,
    seq bigint generated always as identity,
    workshop_id text not null references workshops (id),
    no int not null,
    state text not null default 'open' check (state in ('open', 'taken', 'done')),
    way text not null,
    asked_by text not null,
    asked_at timestamptz not null,
    words text not null,
    diagnosis jsonb,
    taken_by text,
    taken_at timestamptz,
    done_by text,
    done_at timestamptz,
    message jsonb,
    receipt jsonb,
    told jsonb not null default '[]',
    check ((taken_by is null) = (taken_at is null)),
    check ((state = 'done') = (done_at is not null)),
    check ((done_by is null) = (done_at is null))
  )`,
  `create unique index help_requests_one_each on help_requests (workshop_id, no) where state <> 'done'`,
  `create index help_requests_of_workshop on help_requests (workshop_id, seq)`,

  `create table help_notes (
    id bigint generated always as identity primary key,
    request_id text not null references help_requests (id),
    at timestamptz not null,
    "by" text not null,
    words text not null,
    pictures jsonb not null default '[]'
  )`,
  `create index help_notes_of_request on help_notes (request_id, id)`,

  `create table incidents (
    id text primary key,
    seq bigint generated always as identity,
    workshop_id text not null references workshops (id),
    key text not null,
    says text not null,
    ill jsonb not null,
    seats jsonb not null,
    apps jsonb not null,
    remedy text not null check (remedy in ('wait', 'restart', 'tell')),
    restarts int not null default 0,
    opened_at timestamptz not null,
    ended_at timestamptz,
    absorbed boolean not null default false,
    told jsonb not null default '[]'
  )`,
  `create unique index incidents_one_each on incidents (workshop_id, key) where ended_at is null`,
  `create index incidents_of_workshop on incidents (workshop_id, seq)`,

  `create table health_messages (
    workshop_id text primary key references workshops (id),
    channel text not null,
    ts text not null,
    since timestamptz not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
