import { openEmbedded } from '../../../store/embedded';
import { openStore } from '../../../store';

/** Run as a process of its own, since PGlite on a folder cannot be made inside jest: every row of every table, and the workshops. */
async function main(dataDir: string): Promise<void> {
  const store = await openStore({ dataDir });
  const workshops = await store.workshops.list({ past: true });
  await store.close();
  const { pglite, release } = await openEmbedded(dataDir);
  const tables = await pglite.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  );
  const rows: unknown[] = [];
  for (const { name } of tables.rows) rows.push({ name, rows: (await pglite.query(`select * from ${name}`)).rows });
  await pglite.close();
  await release();
  process.stdout.write(JSON.stringify({ workshops, rows }));
}

void main(process.argv[2] ?? '');
