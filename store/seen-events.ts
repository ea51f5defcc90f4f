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
    // Not waited for until it is on disk: with the power also go those who would be answered twice.
    const { rows } = await sql`
      with unhurried as (select set_config('synchronous_commit', 'off', true))
      insert into seen_events as s (id) select ${eventId} from unhurried
      on conflict (id) do update set seen_at = now() where s.seen_at < now() - interval '1 day'
      returning id`.execute(db);
    return rows.length > 0;
  };
}
