import { sql, type Kysely } from 'kysely';
import type { HomeStore } from '../workshop/ports/store';
import type { Tables } from './tables';

/** More are not kept true: Slack takes 100 Home tabs a minute. */
const MOST_RECENT = 60;

export function homeStore(db: Kysely<Tables>): HomeStore {
  return {
    async opened(userId) {
      await sql`
        insert into home_tabs (user_id) values (${userId})
        on conflict (user_id) do update set opened_at = now()`.execute(db);
    },
    async recent() {
      const { rows } = await sql<{ userId: string }>`
        select user_id from home_tabs where opened_at > now() - interval '1 day'
        order by opened_at desc limit ${MOST_RECENT}`.execute(db);
      return rows.map(({ userId }) => userId);
    },
  };
}
