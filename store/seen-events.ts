import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables';

const SWEEP_EVERY_MS = 3_600_000;

const DAY_MS = 86_400_000;

/** Tells the first sight of an id from a repetition within `forMs`, a day at most. */
export function seenEvents(db: Kysely<Tables>): (id: string, forMs?: number) => Promise<boolean> {
  let swept = 0;
  return async (id, forMs = DAY_MS) => {
    if (Date.now() - swept > SWEEP_EVERY_MS) {
      swept = Date.now();
      await sql`delete from seen_events where seen_at < now() - interval '1 day'`.execute(db);
    }
    const { rows } = await sql`
      insert into seen_events as s (id) values (${id})
      on conflict (id) do update set seen_at = now() where s.seen_at < now() - make_interval(secs => ${forMs / 1000}::float8)
      returning id`.execute(db);
    return rows.length > 0;
  };
}
