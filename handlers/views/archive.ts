import { ARCHIVE_DAYS } from '../../workshop/ports/archive';
import { keptUntil, type ArchivedSeat, type Collected, type Stay } from '../../workshop/errand';
import type { Sitter } from '../../workshop/seat';
import type { ArchiveLetter } from '../../workshop/usher/errands';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, clip, context, section, type Message } from './blocks';
import { plain } from './refusals';
import { count, dayAndTime, dayOf, escape, money, person, seatNumbers } from './words';

/** The participant's own button, and the organisers'. */
export const ARCHIVE_LINK = 'archive-link';
export const ARCHIVE_CARDS = 'archive-cards';

/** Links in one message: each may have 1,500 characters. */
const MOST_LINKS = 20;

/** `3 files, 12 KB packed`. */
const sizeOf = ({ files, bytes }: Collected): string => `${count(files, 'file')}, ${byteWords(bytes)} packed`;

/** `812 bytes`, `12 KB`, `3.4 MB`, `1.2 GB`. */
export function byteWords(bytes: number): string {
  if (bytes < 1_000) return count(bytes, 'byte');
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** To whoever sat there, in their direct messages: the link is theirs alone. */
export function archiveLetter({ workshop, seat, link }: ArchiveLetter): Message {
  const { name } = workshop.spec;
  const { collected, no } = seat;
  const left = leftOut(collected);
  const lines = [
    `📦 *Your work from ${name}* · seat ${no} · ${sizeOf(collected)}`,
    `<${escape(link.url)}|Download it> · the link works until ${dayAndTime(link.until)} for whoever has it, so keep it to yourself.`,
    ...(left === '' ? [] : [left]),
  ];
  return {
    text: `Your work from ${name}, seat ${no}: a link to download it.`,
    blocks: [
      section(lines.join('\n')),
      actions('archive', [button(ARCHIVE_LINK, 'New link', { value: workshop.id })]),
      context(
        `Collected ${dayAndTime(seat.at)}, kept until ${dayOf(keptUntil(seat))}: *New link* works till then. A .tar.gz opens with a double click on macOS, Windows 11 and Linux.`,
      ),
    ],
  };
}

function leftOut({ omitted, left }: Collected): string {
  if (omitted === 0) return '';
  const names = left.map((name) => `\`${escape(clip(name, 80)).replaceAll('`', "'")}\``).join(', ');
  return `⚠ Left out, as above 200 MB or closed to others: ${count(omitted, 'file')}${names === '' ? '' : `, ${names}${omitted > left.length ? ', …' : ''}`}. Fetch ${omitted === 1 ? 'it' : 'them'} yourself while the seat stands.`;
}

/** Nothing of theirs is kept. */
export const noArchive = (workshop: Workshop | undefined): Message =>
  plain(
    `No work of yours is kept${workshop ? ` from *${workshop.spec.name}*` : ''}: it was never collected, is older than ${ARCHIVE_DAYS} days, or the seat has gone to somebody else. While the seat stands, everything is still in it.`,
  );

/** AWS makes no link just now. */
export const noLinkNow = (): Message => plain('I could not make a link just now. Please try again in some minutes.');

/** The work of people who are not in Slack, for an organiser's direct messages; as many messages as it takes. */
export function cardLinks(
  workshop: Workshop,
  letters: readonly (ArchiveLetter & { readonly sitter?: Sitter })[],
): Message[] {
  const pieces = Array.from({ length: Math.ceil(letters.length / MOST_LINKS) }, (_, i) =>
    letters.slice(i * MOST_LINKS, (i + 1) * MOST_LINKS),
  );
  return pieces.map((some) => ({
    text: `Links to the work of ${count(some.length, 'seat')} of ${workshop.spec.name}.`,
    blocks: [
      section(`📦 *Work from ${workshop.spec.name}* of people who are not in Slack. Whoever has a link has the work.`),
      ...some.map(({ seat, link, sitter }) =>
        section(
          `Seat *${seat.no}* ${sitter ? person(sitter) : 'empty'} · ${sizeOf(seat.collected)} · <${escape(link.url)}|Download> until ${dayAndTime(link.until)}`,
        ),
      ),
    ],
  }));
}

export const cardLinksSent = (workshop: Workshop, seats: readonly number[]): Message =>
  plain(
    seats.length === 0
      ? `There is no collected work of people outside Slack in *${workshop.spec.name}*. Everybody in Slack has a link of their own.`
      : `${count(seats.length, 'link')}, for ${seats.length === 1 ? 'seat' : 'seats'} ${seatNumbers(seats)}: in our direct messages.`,
  );

/** `📦 Work of 68 of 80 seats with people is collected, 4 seats not since …`; nothing where nothing is. */
export function collectedLine(
  archives: readonly ArchivedSeat[],
  seats: readonly { no: number; owner: string | undefined }[],
): string {
  if (archives.length === 0) return '';
  const taken = seats.filter(({ owner }) => owner !== undefined);
  const missing = uncollected(archives, seats);
  const newest = archives.reduce((latest, { at }) => (at > latest ? at : latest), new Date(0));
  const left = missing.length === 0 ? '' : ` Not: ${seatNumbers(missing, 8)}.`;
  return `📦 Work of ${taken.length - missing.length} of ${count(taken.length, 'seat')} with people is collected, last ${dayAndTime(newest)}.${left}`;
}

/** Seats with people of which no work is kept. */
export const uncollected = (
  archives: readonly ArchivedSeat[],
  seats: readonly { no: number; owner: string | undefined }[],
): number[] =>
  seats
    .filter(({ no, owner }) => owner !== undefined && !archives.some((each) => each.no === no && each.owner === owner))
    .map(({ no }) => no);

/** What stays when a workshop is destroyed: `The collected work of 68 seats stays until 24 Dec, for about $0.40.` */
export function archiveStays(stay: Stay | undefined): string {
  if (stay === undefined) return '';
  const price = stay.dollars < 0.01 ? 'less than a cent' : `about ${money(stay.dollars)}`;
  return `The collected work of ${count(stay.seats, 'seat')} stays until ${dayOf(new Date(stay.until))}, for ${price}.`;
}
