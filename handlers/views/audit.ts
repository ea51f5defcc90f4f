import { stringify } from 'csv-stringify/sync';
import type { RecordedEvent } from '../../workshop/events';
import type { AuditPage } from '../../workshop/usher/workshops';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, clip, context, section, sections, type Message } from './blocks';
import { deedOf, seatsOf, type Spelling } from './deeds';
import { asPlainText } from './plain-text';
import { channelMention, mention, seatNumbers } from './words';
import { shortTimeInZone } from './zone-time';

export const AUDIT_OLDER = 'audit-older';
export const AUDIT_CSV = 'audit-csv';
/** Events a page. */
export const PAGE_SIZE = 20;
/** An announcement is a text of its own; the file has all of it. */
const MOST_DEED = 200;

/** What the buttons carry: which record, and where the next page begins. */
export interface AuditButton {
  readonly workshop: string;
  readonly seat?: number | undefined;
  readonly userId?: string | undefined;
  readonly before?: number | undefined;
}

const IN_SLACK: Spelling = {
  person: mention,
  channel: channelMention,
  // Stored as Slack's markdown, or as words of AWS; a mention in it must not be cut in half.
  text: (typed) =>
    clip(
      asPlainText(typed.replace(/<([^<>|]*)\|?([^<>]*)>/g, (_, id: string, label: string) => label || id)),
      MOST_DEED,
    )
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/\s+/g, ' '),
};

/** Who did what and when, newest first; `zone`: of the reader. */
export function auditMessage(workshop: Workshop, page: AuditPage, about: AuditButton, zone: string): Message {
  const { name } = workshop.spec;
  const whose =
    about.seat !== undefined
      ? ` · seat ${about.seat}`
      : about.userId !== undefined
        ? ` · ${mention(about.userId)}`
        : '';
  const title = `*Audit of ${name}*${whose}`;
  const next = page.more ? page.events.at(-1)?.id : undefined;
  const lines = page.events.map(
    (event) => `${shortTimeInZone(event.at, zone)} · ${mention(event.actor)} ${deedOf(event, workshop, IN_SLACK)}`,
  );
  const nothing = about.before === undefined ? 'Nobody did anything yet.' : 'There is nothing older.';
  return {
    text: `Audit of ${name}: ${page.events.length === 0 ? nothing : `the newest is from ${shortTimeInZone(page.events[0]?.at ?? workshop.createdAt, zone)}.`}`,
    blocks: [
      section(title),
      ...(lines.length === 0 ? [section(nothing)] : sections(lines)),
      context(`Newest first; times in ${zone}.`),
      actions('audit', [
        ...(next === undefined
          ? []
          : [
              button(AUDIT_OLDER, 'Older', { value: JSON.stringify({ ...about, before: next } satisfies AuditButton) }),
            ]),
        button(AUDIT_CSV, 'All of it as a file', {
          value: JSON.stringify({ ...about, before: undefined } satisfies AuditButton),
        }),
      ]),
    ],
  };
}

/**
 * The same as CSV, newest first. Cells that a spreadsheet would take for formulas get an apostrophe. `names`: of Slack users, by id.
 */
export function auditCsv(
  workshop: Workshop,
  events: readonly RecordedEvent[],
  names: ReadonlyMap<string, string>,
  zone: string,
): string {
  const person = (id: string): string => (id === 'usher' ? 'Usher' : (names.get(id) ?? id));
  const spell: Spelling = { person, channel: (id) => id, text: (typed) => typed };
  return stringify(
    events.map((event) => [
      event.at.toISOString(),
      shortTimeInZone(event.at, zone),
      workshop.spec.name,
      person(event.actor),
      event.actor,
      deedOf(event, workshop, spell),
      seatNumbers(seatsOf(event), 1000),
    ]),
    {
      header: true,
      columns: ['when (UTC)', `when (${zone})`, 'workshop', 'who', 'Slack id', 'what', 'seats'],
      // Without it Excel takes UTF-8 for something else.
      bom: true,
      escape_formulas: true,
      quoted_match: /\r/,
      record_delimiter: 'windows',
    },
  );
}
