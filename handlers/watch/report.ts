import type { Incident } from '../../workshop/watch/incident';
import type { Place } from '../../workshop/help/request';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { Cards } from '../cards';
import type { Wanted } from '../cards/wanted';
import type { HandlerDeps } from '../deps';
import type { Outbox } from '../progress/outbox';
import type { Message } from '../views/blocks';
import { watchLines, watchMessage, watchOver, type WatchView } from '../views/watch';

/** When all was well for so long, what comes next gets a message of its own: the old one has scrolled away. */
const QUIET_MS = 30 * 60_000;

/** Shows the crew, and those who sit there, what the sweep found in a workshop; nothing where it never found anything. */
export async function report(
  deps: HandlerDeps,
  outbox: Outbox,
  cards: Pick<Cards, 'broke'>,
  wanted: Wanted,
  workshopId: string,
): Promise<void> {
  const { usher, clock } = deps;
  const workshop = await usher.get(workshopId);
  const place = await usher.healthMessage(workshopId);
  if (workshop?.state === 'destroyed' && place) wanted.show(place.channel, place.ts, watchOver(workshop));
  if (workshop?.state !== 'deployed') return;
  const now = clock.now();
  const since = place?.since ?? workshop.createdAt;
  const all = await usher.incidents(workshopId, since);
  const standing = all.filter(({ endedAt }) => endedAt === undefined);
  const quietSince = Math.max(0, ...all.map(({ endedAt }) => endedAt?.getTime() ?? 0));
  const began = Math.min(now.getTime(), ...standing.map(({ openedAt }) => openedAt.getTime()));
  const wasQuiet = quietSince > 0 && began - quietSince > QUIET_MS;
  if (standing.length === 0 && (!place || all.length === 0 || wasQuiet)) return;
  const summary = await usher.status(workshop);
  await tellSitters(deps, cards, summary, standing);
  const view = { summary, incidents: wasQuiet ? standing : all, now };
  const shown = await show(outbox, wanted, wasQuiet ? undefined : place, view);
  if (!shown) return;
  if (shown.ts !== place?.ts) await usher.noteHealthMessage(workshopId, { ...shown, since: wasQuiet ? now : since });
  await tellThread(deps, outbox, shown, view);
}

/** Has the message edited, or posts one where there is none or it was deleted. */
async function show(
  outbox: Outbox,
  wanted: Wanted,
  place: Place | undefined,
  view: WatchView,
): Promise<Place | undefined> {
  const message = watchMessage(view);
  if (place && !wanted.isGone(place.channel, place.ts)) {
    wanted.show(place.channel, place.ts, message);
    return place;
  }
  const { crewChannel, createdBy } = view.summary.workshop;
  const posted = (await outbox.post(crewChannel, message)) ?? (await outbox.post(createdBy, message));
  if (posted) wanted.posted(posted.channel, posted.ts, message);
  return posted;
}

/** New lines in its thread, all that came at one look as one, but for those with a button. */
async function tellThread(
  { usher }: Pick<HandlerDeps, 'usher'>,
  outbox: Outbox,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  view: WatchView,
): Promise<void> {
  const fresh: Message[] = [];
  for (const { incident, key, message } of watchLines(view)) {
    if (incident.told.includes(key) || !(await usher.tellOfIncident(incident.id, key))) continue;
    fresh.push(message);
  }
  for (const message of joined(fresh)) await outbox.post(channel, message, ts);
}

/** Slack takes about one message a second in a channel, and 50 blocks in each. */
const MOST_BLOCKS = 40;

function joined(messages: readonly Message[]): Message[] {
  const together: Message[] = [];
  for (const message of messages) {
    const last = together.at(-1);
    const mayJoin = last && last.blocks.length + message.blocks.length <= MOST_BLOCKS && !hasButtons(message);
    if (mayJoin && !hasButtons(last)) {
      together[together.length - 1] = {
        text: `${last.text}\n${message.text}`,
        blocks: [...last.blocks, ...message.blocks],
      };
    } else together.push(message);
  }
  return together;
}

const hasButtons = ({ blocks }: Message): boolean => blocks.some(({ type }) => type === 'actions');

/** Whoever sits where a restart or AWS is at work hears of it once; of seats that are failing their cards tell. */
async function tellSitters(
  { usher }: Pick<HandlerDeps, 'usher'>,
  cards: Pick<Cards, 'broke'>,
  summary: WorkshopSummary,
  standing: readonly Incident[],
): Promise<void> {
  for (const { id, remedy, ill, apps, told } of standing) {
    if (remedy === 'tell') continue;
    for (const no of ill) {
      const seated = summary.seats.some((seat) => seat.no === no && seat.owner !== undefined);
      if (!seated || told.includes(`sitter ${no}`) || !(await usher.tellOfIncident(id, `sitter ${no}`))) continue;
      await cards.broke(summary.workshop.id, no, { apps, restarting: remedy === 'restart' });
    }
  }
}
