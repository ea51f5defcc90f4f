import { z } from 'zod';
import type { Tables } from '../tables';

/**
 * A backup is gzipped JSON lines: a header, every row of every table, and a last line that counts them, so that half a file is
 * told from a whole one. Rows are as PostgreSQL itself writes them (`to_jsonb`), whatever the version of the tables.
 */
const FORMAT = 1;

/** Every table under the database's name, each behind those it refers to. One that is left out does not compile. */
export const TABLES = Object.keys({
  workshops: true,
  crew: true,
  participants: true,
  codeTries: true,
  seats: true,
  rosterDrafts: true,
  operations: true,
  steps: true,
  rehearsals: true,
  venues: true,
  venueCodes: true,
  events: true,
  seenEvents: true,
  announcements: true,
  announcementRecipients: true,
  homeTabs: true,
  quotaRequests: true,
  helpRequests: true,
  helpNotes: true,
  incidents: true,
  healthMessages: true,
  receipts: true,
  signsOfLife: true,
  errands: true,
  errandSeats: true,
} satisfies Record<keyof Tables, true>).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

/** Rows of each table. */
export type Counts = Readonly<Record<string, number>>;

const HEADER = z.object({
  usher: z.literal('backup'),
  format: z.number(),
  /** When it was made, ISO. */
  at: z.string(),
  /** Names of the migrations its tables have had, in order. */
  migrations: z.array(z.string()).min(1).readonly(),
});

export type Header = z.infer<typeof HEADER>;

const ENTRY = z.union([
  z.object({ table: z.enum(TABLES), row: z.record(z.string(), z.unknown()) }),
  z.object({ end: z.record(z.string(), z.number()) }),
]);

export type Entry = z.infer<typeof ENTRY>;

export const headerLine = (migrations: readonly string[], at: Date): string =>
  JSON.stringify({ usher: 'backup', format: FORMAT, at: at.toISOString(), migrations } satisfies Header);

export const entryLine = (entry: Entry): string => JSON.stringify(entry);

/** The header; `newer` where a later format wrote it, undefined where it is none. */
export function readHeader(line: string): Header | 'newer' | undefined {
  const header = parse(HEADER, line);
  return header && (header.format > FORMAT ? 'newer' : header);
}

/** Any other line; undefined where it is none. */
export const readEntry = (line: string): Entry | undefined => parse(ENTRY, line);

function parse<T>(shape: z.ZodType<T>, line: string): T | undefined {
  try {
    return shape.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
