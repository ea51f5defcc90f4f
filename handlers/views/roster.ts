import type { Participant, Seat } from '../../workshop/seat';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import { actions, button, clip, context, section, sections, type Message } from './blocks';
import { plain } from './refusals';
import { count, escape, person, seatNumbers } from './words';
import { WORDS } from './seat-map';

export const ROSTER_CSV = 'roster-csv';
export const ROSTER_UPLOAD = 'roster-upload';
export const ROSTER_CARDS = 'roster-cards';

/** People named one by one; the file has all. */
const MOST_SEATED = 120;
const MOST_SEATLESS = 30;

/** Who sits where, who has no seat, and what is free. `mayChange`: the reader may import, export and print. */
export function rosterMessage({ workshop, seats, participants }: WorkshopSummary, mayChange = true): Message {
  const { spec, id } = workshop;
  const people = new Map(participants.map((each) => [each.id, each]));
  const seated = seats.flatMap((seat) => {
    const sitter = seat.owner === undefined ? undefined : people.get(seat.owner);
    return sitter === undefined ? [] : [{ seat, sitter }];
  });
  const sitting = new Set(seated.map(({ sitter }) => sitter.id));
  const seatless = participants.filter((each) => !sitting.has(each.id));
  const free = seats.filter(({ owner, spare }) => owner === undefined && !spare).map(({ no }) => no);
  const cards = seated.filter(({ sitter }) => sitter.userId === undefined).length;
  const title = `*Roster of ${spec.name}* · ${seated.length} of ${count(spec.seats - spec.spares, 'seat')} taken${cards === 0 ? '' : `, ${cards} by people who are not in Slack`}`;
  const lines = seated.slice(0, MOST_SEATED).map(({ seat, sitter }) => seatLine(seat, sitter));
  const more = seated.length - lines.length;
  return {
    text: clip([title, ...lines].join('\n'), 3000),
    blocks: [
      section(title),
      ...(lines.length === 0 ? [section('Nobody has a seat yet.')] : sections(lines)),
      ...(more > 0 ? [section(`and ${more} more: the CSV has them all.`)] : []),
      ...(seatless.length > 0 ? sections([without(seatless)]) : []),
      context(free.length === 0 ? 'No seat is free.' : `Free: ${seatNumbers(free)}.`),
      ...(mayChange ? [rosterButtons(id, participants.length > 0, cards > 0)] : []),
    ],
  };
}

const rosterButtons = (id: string, anybody: boolean, cards: boolean) =>
  actions('roster', [
    button(ROSTER_UPLOAD, 'Import a CSV', { value: id }),
    ...(anybody ? [button(ROSTER_CSV, 'Send me the CSV', { value: id })] : []),
    ...(cards ? [button(ROSTER_CARDS, 'Print cards', { value: id })] : []),
  ]);

const seatLine = ({ no, state }: Seat, sitter: Participant): string =>
  `*${no}* ${who(sitter)}${state === 'ready' || state === 'absent' ? '' : ` · ${WORDS[state]}`}`;

/** A mention is drawn by Slack; a name that an organiser wrote says more where the handle is a riddle. */
const who = (sitter: Participant): string =>
  sitter.userId !== undefined && sitter.name !== undefined
    ? `${person(sitter)} ${escape(sitter.name)}`
    : person(sitter);

function without(seatless: readonly Participant[]): string {
  const named = seatless.slice(0, MOST_SEATLESS).map(person);
  const more = seatless.length - named.length;
  return `*No seat yet*, ${seatless.length}: ${named.join(' · ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Those whose name, email or Slack user fits, and where they sit. */
export function foundMessage(
  { workshop, seats }: WorkshopSummary,
  words: string,
  found: readonly Participant[],
): Message {
  const { name } = workshop.spec;
  if (found.length === 0) {
    return plain(`Nobody on the roster of *${name}* fits ${words}. \`/workshop roster ${name}\` shows everybody.`);
  }
  const lines = found.slice(0, MOST_SEATLESS).map((each) => {
    const seat = seats.find(({ owner }) => owner === each.id);
    return `${who(each)} · ${seat === undefined ? 'no seat' : `seat *${seat.no}* of ${name}, ${WORDS[seat.state]}`}`;
  });
  const more = found.length - lines.length;
  if (more > 0) lines.push(`and ${more} more: a longer word finds fewer.`);
  return { text: clip(lines.join('\n'), 3000), blocks: sections(lines) };
}

/** In place of the roster's file, which goes to the DM. */
export const rosterSent = (): Message =>
  plain('I have sent you the roster as a direct message: it holds names and emails.');

export const rosterFileWords = (name: string): string =>
  `The roster of *${name}*. It opens in Excel, and \`/workshop roster import ${name}\` takes it back. No passwords are in it; names and emails are.`;
