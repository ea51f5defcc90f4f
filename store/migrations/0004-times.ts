import { sql, type Kysely } from 'kysely';

/** Deploys that begin by themselves, and ends that destroy. */
const statements = [
  `alter table workshops add column deploys_at timestamptz`,
  `alter table workshops add column deploys_by text`,
  `alter table workshops add column destroys_by text`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
