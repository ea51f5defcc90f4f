import { sql, type Kysely } from 'kysely';

/** The first shape: workshops, their people and seats, operations with their steps, the record of events. */
const statements = [
  `create table workshops (
    id text primary key,
    seq bigint generated always as identity,
    name text not null,
    suffix text not null unique,
    spec jsonb not null,
    state text not null check (state in ('new', 'deploying', 'deployed', 'destroying', 'destroyed')),
    crew_channel text not null,
    room text,
    join_policy text not null,
    created_by text not null,
    created_at timestamptz not null default now(),
    opened_at timestamptz,
    ends_at timestamptz,
    deployed_at timestamptz,
    destroyed_at timestamptz,
    ami text,
    load_balancers jsonb not null default '[]',
    rotation int not null default 0
  )`,
  `create unique index workshops_living_name on workshops (name) where state <> 'destroyed'`,

  `create table participants (
    id text primary key,
    seq bigint generated always as identity,
    workshop_id text not null references workshops (id),
    user_id text not null,
    dm_channel text,
    card_ts text,
    owed_card boolean not null default false,
    unique (workshop_id, user_id),
    unique (workshop_id, id)
  )`,

  `create table seats (
    workshop_id text not null references workshops (id),
    no int not null check (no between 1 and 1000),
    state text not null check (state in ('absent', 'creating', 'starting', 'ready', 'failing')),
    detail text,
    owner text,
    assigned_at timestamptz,
    primary key (workshop_id, no),
    foreign key (workshop_id, owner) references participants (workshop_id, id),
    check ((owner is null) = (assigned_at is null))
  )`,
  `create unique index seats_one_each on seats (workshop_id, owner) where owner is not null`,

  `create table operations (
    id text primary key,
    seq bigint generated always as identity,
    workshop_id text not null references workshops (id),
    kind text not null check (kind in ('deploy', 'destroy', 'restart')),
    state text not null check (state in ('running', 'succeeded', 'partial', 'failed')),
    started_by text not null,
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    target jsonb,
    message_channel text,
    message_ts text,
    told jsonb not null default '[]',
    problem jsonb,
    check ((state = 'running') = (ended_at is null)),
    check ((message_channel is null) = (message_ts is null))
  )`,
  `create unique index operations_one_at_work on operations (workshop_id)
    where state = 'running' and kind in ('deploy', 'destroy')`,
  `create index operations_of_workshop on operations (workshop_id, seq)`,

  `create table steps (
    operation_id text not null references operations (id),
    stack text not null,
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
    done int not null default 0,
    total int not null default 0,
    foundation boolean not null default false,
    note text,
    started_at timestamptz,
    ended_at timestamptz,
    problem jsonb,
    primary key (operation_id, stack)
  )`,

  `create table events (
    id bigint generated always as identity primary key,
    workshop_id text not null references workshops (id),
    at timestamptz not null default now(),
    actor text not null,
    type text not null,
    data jsonb not null
  )`,
  `create index events_of_workshop on events (workshop_id, id)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% on % is refused: events are only ever added', tg_op, tg_table_name
        using errcode = 'integrity_constraint_violation';
    end
  $$`,
  `create trigger events_append_only before update or delete or truncate on events
    for each statement execute function refuse_change()`,

  `create table seen_events (
    id text primary key,
    seen_at timestamptz not null default now()
  )`,
  `create index seen_events_by_age on seen_events (seen_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
