import { sql, type Kysely } from 'kysely';

/** Crews, opening by the clock, the waitlist, seats of people who left their room, tries of a code. */
const statements = [
  `create table crew (
    workshop_id text not null references workshops (id),
    user_id text not null,
    role text not null check (role in ('organiser', 'helper')),
    added_by text not null,
    added_at timestamptz not null default now(),
    primary key (workshop_id, user_id)
  )`,
  `create index crew_of_user on crew (user_id)`,

  `alter table workshops
    add column opens_at timestamptz,
    add column opens_by text,
    add column closed_at timestamptz,
    add column invitation jsonb,
    add column told jsonb not null default '[]'`,

  `alter table participants
    add column listed boolean not null default false,
    add column waiting_since timestamptz,
    add column arrived_at timestamptz,
    add column leaving_at timestamptz,
    add column news text`,
  `create index participants_waiting on participants (workshop_id, waiting_since, seq) where waiting_since is not null`,

  `create table code_tries (
    workshop_id text not null references workshops (id),
    user_id text not null,
    tries int not null,
    since timestamptz not null,
    primary key (workshop_id, user_id)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
