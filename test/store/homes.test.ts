/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { onBothEngines } from './engines';

onBothEngines('who looks at the Home tab', (bench) => {
  it('is remembered for a day, the latest first, and dozens of people at most', async () => {
    const { homes } = bench.store;
    await homes.opened('U1');
    await homes.opened('U2');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await homes.opened('U1');
    expect(await homes.recent()).toEqual(['U1', 'U2']);
    await sql`update home_tabs set opened_at = now() - interval '25 hours' where user_id = 'U1'`.execute(
      bench.database.db,
    );
    expect(await homes.recent()).toEqual(['U2']);
    for (let i = 0; i < 70; i += 1) await homes.opened(`V${i}`);
    expect(await homes.recent()).toHaveLength(60);
  });
});
