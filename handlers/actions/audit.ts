import { z } from 'zod';
import { showAudit } from '../commands/audit';
import { refuseAt } from '../guards/refuse';
import { sendFile } from '../send-file';
import { auditCsv } from '../views/audit';
import { plain } from '../views/refusals';
import { count } from '../views/words';
import { WorkshopId } from './clicked-workshop';
import { readValue, type Click, type Clicked } from './clicked';

/** Events in one file: beyond it the newest count. */
const MOST_EVENTS = 20_000;
/** People looked up at Slack for their names at once. */
const NAMES_AT_ONCE = 10;

const Wanted = z.object({
  workshop: WorkshopId,
  seat: z.number().int().min(1).max(1000).optional(),
  userId: z.string().max(30).optional(),
  before: z.number().int().optional(),
});

async function wantedOf(clicked: Clicked) {
  const about = await readValue(clicked, Wanted);
  const workshop = about && (await clicked.deps.usher.get(about.workshop));
  if (about && !workshop) await clicked.answer(plain('That workshop is unknown here.'));
  const refusal = workshop && refuseAt(clicked, workshop);
  if (refusal) await clicked.answer(refusal);
  return about && workshop && !refusal && { about, workshop };
}

/** The next page, below the one that is there. */
export const auditOlder: Click = async (clicked) => {
  const wanted = await wantedOf(clicked);
  if (wanted) await showAudit(clicked, wanted.workshop, wanted.about);
};

/** All of it as a CSV file, in the DM of whoever asked. */
export const auditFile: Click = async (clicked) => {
  const wanted = await wantedOf(clicked);
  if (!wanted) return;
  const { deps, by } = clicked;
  const { workshop, about } = wanted;
  const { seat, userId } = about;
  const [{ events, more }, zone] = await Promise.all([
    deps.usher.audit(workshop, { limit: MOST_EVENTS, seat, userId }),
    deps.directory.timeZone(by),
  ]);
  const names = await namesOf(clicked, [...new Set(events.map(({ actor }) => actor))]);
  const what = seat === undefined ? (userId === undefined ? '' : `-${userId}`) : `-seat-${seat}`;
  await sendFile(deps, by, {
    name: `audit-${workshop.spec.name}${what}-${deps.clock.now().toISOString().slice(0, 10)}.csv`,
    bytes: Buffer.from(auditCsv(workshop, events, names, zone)),
    says: `Audit of *${workshop.spec.name}*: ${count(events.length, 'line')}, newest first${more ? '; older ones are left out' : ''}.`,
  });
  await clicked.answer(plain('The file is in our direct messages.'));
};

async function namesOf({ deps }: Clicked, ids: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const people = ids.filter((id) => id !== 'usher');
  const next = async (): Promise<void> => {
    for (let id = people.pop(); id !== undefined; id = people.pop()) {
      const { name } = await deps.directory.whoIs(id);
      if (name !== undefined) names.set(id, name);
    }
  };
  await Promise.all(Array.from({ length: NAMES_AT_ONCE }, next));
  return names;
}
