import type { Kysely } from 'kysely';
import type { SignStore } from '../workshop/ports/store';
import type { Tables } from './tables';

export function signStore(db: Kysely<Tables>): SignStore {
  return {
    async last(of) {
      const row = await db.selectFrom('signsOfLife').select('seenAt').where('of', '=', of).executeTakeFirst();
      return row?.seenAt;
    },
    async note(of, at) {
      const seenAt = at.toISOString();
      await db
        .insertInto('signsOfLife')
        .values({ of, seenAt })
        .onConflict((conflict) => conflict.column('of').doUpdateSet({ seenAt }))
        .execute();
    },
  };
}
