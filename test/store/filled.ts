import { sql } from 'kysely';
import { TABLES } from '../../store/backup/format';
import { openDatabase, openStore, type StoreOptions } from '../../store/index';
import type { ReceiptBody } from '../../workshop/receipt';
import type { Store } from '../../workshop/ports/store';
import { makeWorkshop } from './making';

/** Text that does not survive careless quoting. */
export const ODD = `it's "seat 7"\\\n\t$1 {a,b} — Zoë 🐘 null`;

/** Something in every table: two workshops, people, claims, a deploy with a failed stack, events. */
export async function fill(store: Store): Promise<void> {
  const nov = await makeWorkshop(store, 'nov', 3);
  const dec = await makeWorkshop(store, 'dec', 2);
  const ada = await store.participants.ensure(nov.id, 'U-ADA');
  const ben = await store.participants.ensure(dec.id, 'U-BEN');
  await store.participants.wait(ben.id);
  await store.participants.update(ben.id, { listed: true, news: 'opens' });
  await store.participants.takeTry(dec.id, 'U-BEN', new Date('2026-11-23T08:00:00Z'), 5, 600_000);
  await store.crew.put({ workshopId: nov.id, userId: 'U-MARY', role: 'helper', addedBy: 'U-ADA' });
  await store.seats.claim(nov.id, ada.id);
  const zoe = await store.participants.addListed(nov.id, { name: ODD, email: 'zoe@example.org' });
  await store.seats.assign(nov.id, 3, zoe.id);
  await store.rosterDrafts.save({ workshopId: nov.id, by: 'U-ADA', lines: [{ line: 2, name: ODD, seat: 2 }] });
  await store.seats.setStates(nov.id, [{ no: 2, state: 'failing', detail: ODD }]);
  const begun = await store.operations.begin({
    workshopId: nov.id,
    kind: 'deploy',
    startedBy: 'U-ADA',
    stacks: ['network', 'batch-001'],
  });
  if (!('started' in begun)) throw new Error('another is running');
  const problem = { kind: 'quota' as const, summary: ODD, next: 'Ask for more.', detail: { code: 'L-1216C47A' } };
  const turn = await store.operations.takeStep(begun.started.id, 'batch-001', 'usher@test:1');
  if (turn) await store.operations.updateStep(turn, { state: 'failed', problem, note: ODD });
  await store.operations.tellOnce(begun.started.id, ODD);
  await store.workshops.update(nov.id, {
    openedAt: new Date('2026-11-23T09:00:00.123Z'),
    opensAt: new Date('2026-11-23T09:00:00Z'),
    opensBy: 'U-ADA',
    invitation: { channel: 'C1', ts: '1700000000.000100' },
    loadBalancers: ['a.example'],
  });
  await store.events.append({ workshopId: nov.id, actor: 'U-ADA', type: 'workshop-opened', room: ODD });
  await store.events.append({ workshopId: dec.id, actor: 'usher', type: 'workshop-opened', room: 'C2' });
  const drafted = await store.announcements.draft({
    workshopId: nov.id,
    by: 'U-ADA',
    text: ODD,
    audience: { kind: 'seats', seats: [1, 2] },
  });
  await store.announcements.begin(drafted.id, [{ userId: 'U-ADA', no: 1 }]);
  const file = { path: ODD, bytes: 3, key: 'k' };
  const push = await store.errands.draft({ workshopId: nov.id, kind: 'push', by: 'U-ADA', file });
  await store.errands.begin(push.id, [{ no: 1, owner: ada.id }]);
  await store.errands.settle(push.id, 1, { outcome: { how: 'kept', beside: ODD } });
  await store.homes.opened('U-ADA');
  await store.quotaRequests.add({
    id: 'r1',
    workshopId: nov.id,
    by: 'U-ADA',
    region: 'eu-west-1',
    service: 'ec2',
    code: 'L-1216C47A',
    what: ODD,
    value: 48.5,
    link: ODD,
  });
  await store.firstSight('Ev1');
  const now = new Date('2026-11-23T09:00:00.123Z');
  const asked = await store.help.ask({
    ...{ workshopId: nov.id, no: 2, way: 'words', askedBy: 'U-ADA', askedAt: now, words: ODD },
  });
  if (!('asked' in asked)) throw new Error('another stands');
  const wish = { seats: 2, stayMs: 60_000 };
  const rehearsal = await store.operations.begin({
    ...{ workshopId: dec.id, kind: 'rehearse', startedBy: 'U-ADA', stacks: [], rehearsal: wish },
  });
  if (!('started' in rehearsal)) throw new Error('another is running');
  await store.rehearsals.invite(dec.id, rehearsal.started.id);
  const venue = await store.venues.putUp({ workshopId: dec.id, by: ODD, seat: true, putUpAt: now, endsAt: now });
  if (!venue) throw new Error('one stands');
  await store.venues.update(venue.id, { address: ODD, message: { channel: 'C1', ts: '1.2' } });
  await store.venues.keepCode(venue.id, 'U-ADA', ODD, now);
  const picture = { id: 'F1', name: ODD, permalink: undefined, drawable: true };
  await store.help.note({ requestId: asked.asked.id, at: now, by: 'U-ADA', words: ODD, pictures: [picture] });
  await store.incidents.open(nov.id, { key: 'seat:2', says: ODD, ill: [2], apps: ['jupyter'], remedy: 'restart' }, now);
  await store.incidents.setMessage(nov.id, { channel: 'C1', ts: '1.1', since: now });
  await store.receipts.draw(nov.id, { for: ODD } as ReceiptBody);
  await store.receipts.update(nov.id, { actual: { total: 0.1, services: [{ name: ODD, amount: 0.1 }] } });
  await store.signs.note('voice', now);
}

/** Every row of every table as text, and the migrations: equal where two databases hold the same. */
export async function contentsOf(options: StoreOptions): Promise<Record<string, string[]>> {
  const { db, close } = await openDatabase(options);
  const contents: Record<string, string[]> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{ line: string }>`select to_jsonb(t)::text as line from ${sql.table(table)} t`.execute(
      db,
    );
    contents[table] = rows.map(({ line }) => line).sort();
  }
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  await close();
  return { ...contents, migrations: rows.map(({ name }) => name) };
}

/** Runs with the store open. */
export async function inStore<T>(options: StoreOptions, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
