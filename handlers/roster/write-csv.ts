import { stringify } from 'csv-stringify/sync';
import { seatLabel } from '../../workshop/seat-plan';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import { WORDS } from '../views/seat-map';

/** Emails that Slack knows, by participant id. */
export type Emails = ReadonlyMap<string, string>;

/**
 * The roster as a file that spreadsheets open and `roster import` takes back: who sits, by seat, then who has none. Never a password.
 * What a spreadsheet would take for a formula begins with an apostrophe.
 */
export function writeCsv({ seats, participants }: WorkshopSummary, emails: Emails): string {
  const seatOf = new Map(seats.flatMap((seat) => (seat.owner === undefined ? [] : [[seat.owner, seat] as const])));
  const rows = participants
    .map((person) => ({ person, seat: seatOf.get(person.id) }))
    .sort((a, b) => (a.seat?.no ?? Infinity) - (b.seat?.no ?? Infinity))
    .map(({ person, seat }) => [
      seat === undefined ? '' : seatLabel(seat.no),
      person.name ?? '',
      person.email ?? emails.get(person.id) ?? '',
      person.userId === undefined ? 'no' : 'yes',
      seat === undefined ? 'no seat' : WORDS[seat.state],
    ]);
  // The mark of UTF-8, without which Excel guesses.
  return `\uFEFF${stringify([['Seat', 'Name', 'Email', 'In Slack', 'State'], ...rows], { escape_formulas: true, record_delimiter: '\r\n' })}`;
}
