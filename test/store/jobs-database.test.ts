/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { jobsDatabase } from '../../store/jobs-database';
import { workerPGlite } from '../support/store';

it('takes back a block that fails before anybody else has their turn', async () => {
  const pglite = workerPGlite();
  await pglite.exec('create temporary table noted (word text)');
  const block = (word: string) => `\n BEGIN; INSERT INTO noted VALUES ('${word}'); SELECT 1 / 0; COMMIT;`;
  const broken = jobsDatabase(pglite).executeSql(block('half'), []);
  const others = Array.from({ length: 20 }, (_, n) => pglite.query(`insert into noted values ('${n}')`));
  await expect(broken).rejects.toThrow('division by zero');
  await Promise.all(others);
  const { rows } = await pglite.query<{ word: string }>('select word from noted order by word::int');
  expect(rows.map(({ word }) => Number(word))).toEqual(Array.from({ length: 20 }, (_, n) => n));
  await pglite.exec('drop table noted');
});

it('gives what a block answers in its midst, and keeps it', async () => {
  const pglite = workerPGlite();
  await pglite.exec('create temporary table noted (word text)');
  const text = "BEGIN; INSERT INTO noted VALUES ('whole') RETURNING word; COMMIT;";
  expect(await jobsDatabase(pglite).executeSql(text, [])).toEqual({ rows: [{ word: 'whole' }] });
  expect((await pglite.query('select word from noted')).rows).toEqual([{ word: 'whole' }]);
  await pglite.exec('drop table noted');
});
