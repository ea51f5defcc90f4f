import { sql, type Kysely } from 'kysely';

/** Things done once on the hosts of many seats: work collected, files pushed. */
const statements = [
  `create table errands (
    id text primary key,
    seq bigint generated always as identity,
    workshop_id text not null references workshops (id),
    kind text not null check (kind in ('collect', 'push')),
    "by" text not null,
    state text not null default 'draft' check (state in ('draft', 'running', 'ended')),
    created_at timestamptz not null default now(),
    ended_at timestamptz,
    file jsonb,
    problem jsonb,
    message jsonb,
    told boolean not null default false,
    check ((state = 'ended') = (ended_at is not null))
  )`,
  `create unique index errands_one_at_work on errands (workshop_id, kind) where state = 'running'`,
  `create index errands_untold on errands (seq) where state <> 'draft' and not told`,

  `create table errand_seats (
    errand_id text not null references errands (id),
    no int not null,
    owner text,
    state text not null default 'due' check (state in ('due', 'done', 'failed')),
    outcome jsonb,
    problem jsonb,
    ended_at timestamptz,
    letter boolean not null default false,
    primary key (errand_id, no),
    check ((state = 'due') = (ended_at is null))
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
