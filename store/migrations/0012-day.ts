import { sql, type Kysely } from 'kysely';

/** Announcements, each with the people it is for and how far it is with them; who looks at the Home tab; quotas asked for. */
const statements = [
  `create table announcements (
    id text primary key,
    seq bigint generated always as identity,
    workshop_id text not null references workshops (id),
    by text not null,
    text text not null,
    audience jsonb not null,
    state text not null default 'draft' check (state in ('draft', 'telling', 'told')),
    created_at timestamptz not null default now()
  )`,
  `create index announcements_telling on announcements (seq) where state = 'telling'`,
  `create table announcement_recipients (
    announcement_id text not null references announcements (id),
    place int not null,
    user_id text,
    no int,
    state text not null check (state in ('due', 'telling', 'told', 'failed')),
    primary key (announcement_id, place)
  )`,
  `create table home_tabs (
    user_id text primary key,
    opened_at timestamptz not null default now()
  )`,
  `create table quota_requests (
    id text primary key,
    seq bigint generated always as identity,
    workshop_id text not null references workshops (id),
    by text not null,
    region text not null,
    service text not null,
    code text not null,
    what text not null,
    value double precision not null,
    link text not null,
    state text not null default 'pending' check (state in ('pending', 'granted', 'refused', 'closed')),
    asked_at timestamptz not null default now(),
    ended_at timestamptz
  )`,
  `create index quota_requests_pending on quota_requests (seq) where state = 'pending'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
