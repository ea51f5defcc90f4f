import { sql, type Kysely } from 'kysely';
import { openDatabase, readingStore } from '../../store/index';
import { migrate } from '../../store/migrate';
import type { Tables } from '../../store/tables';
import { newWorkshop } from './making';

const SEATS = 5;

/** What a writer found of those before it. */
export interface Found {
  /** Turns that are there without a gap. */
  readonly turns: number;
  /** What should not be: gaps, halves of transactions, an index that differs from its table. */
  readonly wrong: readonly string[];
}

/**
 * Prints what it finds, and then writes in turns until it is killed: every third time a workshop with its seats in one transaction,
 * and then the turn's number, which is printed when it is committed.
 */
export async function writeForever(dataDir: string): Promise<void> {
  const options = { dataDir };
  const database = await openDatabase(options);
  const { db } = database;
  await migrate(db);
  const store = readingStore(database, options);
  const found = await look(db);
  console.log(`found ${JSON.stringify(found)}`);
  for (let turn = found.turns + 1; ; turn += 1) {
    const suffix = `${turn}-${process.pid}`;
    if (turn % 3 === 0) await store.workshops.create({ ...newWorkshop(`w${turn}`, SEATS), suffix });
    await store.firstSight(`event-${turn}`);
    console.log(`committed ${turn}`);
    if (turn % 20 === 0) await sql`checkpoint`.execute(db);
  }
}

async function look(db: Kysely<Tables>): Promise<Found> {
  const one = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
    (await query.execute(db)).rows[0]?.n ?? 0;
  const turns = await one(sql`select count(*) as n from seen_events`);
  const last = await one(sql`select coalesce(max(substr(id, 7)::int), 0) as n from seen_events`);
  const workshops = await one(sql`select count(*) as n from workshops`);
  const torn = await one(sql`
    select count(*) as n from workshops w where (select count(*) from seats s where s.workshop_id = w.id) <> ${SEATS}::int`);
  await sql`set enable_seqscan = off`.execute(db);
  const indexed = await one(sql`select count(*) as n from seen_events where id > ''`);
  await sql`set enable_seqscan = on`.execute(db);
  const wrong = [
    last === turns ? [] : `${turns} turns, of which the last is ${last}`,
    workshops >= Math.floor(turns / 3) ? [] : `${workshops} workshops after ${turns} turns`,
    torn === 0 ? [] : `${torn} workshops without their seats`,
    indexed === turns ? [] : `${indexed} of ${turns} turns in the index`,
  ].flat();
  return { turns, wrong };
}
