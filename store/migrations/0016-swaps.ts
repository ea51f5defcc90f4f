import { sql, type Kysely } from 'kysely';

/**
 * A swap changes what stands on AWS, and is one at a time with all else that does. An index of its own name says so, since another
 * migration makes `operations_one_at_work` anew.
 */
const statements = [
  `create unique index operations_one_swap on operations (workshop_id)
    where state = 'running' and kind in ('deploy', 'destroy', 'allow', 'venue', 'venue-end', 'swap')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
