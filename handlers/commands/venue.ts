import { alreadyRunning } from '../views/operation-answers';
import { askingAws } from '../views/plan';
import { inviteMe } from '../views/refusals';
import { confirmVenue, noVenue, venueEnding, venueTable } from '../views/venue';
import type { Asked, Command } from './command';
import { mayPostIn } from './may-post';
import { parseLength } from './parse/length';
import { isUsageError, type UsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';
import { whileAsking } from './while-asking';

const LASTS_MS = 4 * 3_600_000;
const LASTS = { least: '1m', most: '48h', example: '--for 4h' } as const;

export interface VenueRequest {
  readonly workshop?: string;
  readonly ends: boolean;
  readonly seat: boolean;
  readonly lastsMs: number;
}

export const venue: Command<VenueRequest> = {
  summary: 'check the network of the place beforehand, from a phone there',
  usage: '[--seat] [--for 4h] [name] · end',
  examples: ['', '--seat', '--for 2h nov', 'end'],
  details:
    'Asks first, with the price; then puts up a small page that tries the ports or the name the seats will have. Whoever is at the venue, or at home, opens it and sends me the code it shows; the crew sees who is blocked, and what would help. With `--seat` one real seat stands behind it, so that live connections (WebSockets) are tried too. It is taken down by `venue end`, by itself after some hours, and by `destroy`. Typed again, it shows who sent what.',
  parse: parseVenue,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const { usher } = asked.deps;
    if (request.ends) return endVenue(asked, workshop);
    const standing = await usher.venues.view(workshop);
    if (standing?.url !== undefined) return asked.answer(venueTable(standing));
    if (!(await mayPostIn(asked.deps, workshop.crewChannel, asked.botUserId))) {
      return asked.answer(inviteMe(workshop.crewChannel));
    }
    const offer = await whileAsking(asked, askingAws(workshop), usher.venues.plan(workshop, request));
    await asked.answer(confirmVenue(workshop, request, offer));
  },
};

/** Takes it down, and says so to whoever asked. */
export async function endVenue(
  { deps, progress, by, answer }: Pick<Asked, 'deps' | 'progress' | 'by' | 'answer'>,
  workshop: NonNullable<Awaited<ReturnType<typeof whichWorkshop>>>,
): Promise<void> {
  const begun = await deps.usher.venues.end(workshop, by);
  if ('refused' in begun) return answer(noVenue(workshop));
  if ('running' in begun) {
    return answer(alreadyRunning(workshop, begun.running, await deps.usher.progress(begun.running.id)));
  }
  await answer(venueEnding(workshop));
  await progress.start(begun.started.id, workshop.crewChannel);
}

function parseVenue(words: readonly string[]): VenueRequest | UsageError {
  const sorted = sortWords(words, { seat: { bare: true }, for: {} });
  if (isUsageError(sorted)) return sorted;
  const isEnd = (word: string): boolean => ['end', 'stop', 'down', 'off'].includes(word.toLowerCase());
  const names = sorted.plain.filter((word) => !isEnd(word));
  const extra = atMost({ plain: names, flags: {} }, 1, '--seat');
  if (extra) return extra;
  const { for: length, seat } = sorted.flags;
  const lastsMs = length === undefined ? LASTS_MS : parseLength(length, LASTS);
  if (isUsageError(lastsMs)) return lastsMs;
  const workshop = names[0] === undefined ? undefined : readWorkshop(names[0]);
  if (isUsageError(workshop)) return workshop;
  return { ends: sorted.plain.some(isEnd), seat: seat !== undefined, lastsMs, ...(workshop && { workshop }) };
}
