import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables';

const SWEEP_EVERY_MS = 3_600_000;

/** Tells the first sight of a Slack event id from a repetition; forgets ids after a day. */
export function seenEvents(db: Kysely<Tables>): (eventId: string) => Promise<boolean> {
  let swept = 0;
  return async (eventId) => {
    if (Date.now() - swept > SWEEP_EVERY_MS) {
      swept = Date.now();
      await sql`delete from seen_events where seen_at < now() - interval '1 day'`.execute(db);
    }
    const { rows } = await sql`
      insert into seen_events as s (id) values (${eventId})
      on conflict (id) do update set seen_at = now() where s.seen_at < now() - interval '1 day'
      returning id`.execute(db);
    return rows.length > 0;
  };
}
