import { z } from 'zod';
import type { HandlerDeps } from '../deps';
import { FILE_REFUSALS } from '../views/roster-import';
import { readCsv, type ReadCsv } from './read-csv';

/** A list somebody sent, as Slack describes it. */
export interface RosterFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Undefined where the bot may not read files. */
  readonly url?: string | undefined;
}

/** As it comes in events, and in the values of buttons. */
export const RosterFileShape = z.object({
  name: z.string().max(300),
  size: z.number().catch(0),
  url: z.string().max(1_000).optional(),
});

/** Bytes: a thousand people, with whatever else a ticket shop puts beside them. */
const MOST_BYTES = 1_000_000;

/** Sheets that people drop where a CSV is meant. */
const SHEETS = /\.(csv|tsv|xlsx?|ods|numbers)$/i;

const Dropped = z.object({ name: z.string(), size: z.number().catch(0), url_private_download: z.string().optional() });

/** The first sheet among the files of a message. */
export function rosterAmong(files: unknown): RosterFile | undefined {
  const sheets = (Array.isArray(files) ? files : []).flatMap((file) => Dropped.safeParse(file).data ?? []);
  const sheet = sheets.find(({ name }) => SHEETS.test(name));
  return sheet && { name: sheet.name, size: sheet.size, url: sheet.url_private_download };
}

/** Why a file need not be fetched, in plain text. */
export function refusalOf({ name, size }: RosterFile): string | undefined {
  if (!/\.csv$/i.test(name)) return FILE_REFUSALS['not-csv'];
  return size > MOST_BYTES ? FILE_REFUSALS['too-large'] : undefined;
}

/** Fetches and reads a list; `refused` is plain text. */
export async function readFile(
  { workshopFiles }: Pick<HandlerDeps, 'workshopFiles'>,
  file: RosterFile,
): Promise<ReadCsv | { readonly refused: string }> {
  const refused = refusalOf(file) ?? (file.url === undefined ? FILE_REFUSALS.forbidden : undefined);
  if (refused !== undefined || file.url === undefined) return { refused: refused ?? FILE_REFUSALS.forbidden };
  const fetched = await workshopFiles.download(file.url, MOST_BYTES);
  return 'refused' in fetched ? { refused: FILE_REFUSALS[fetched.refused] } : readCsv(fetched.text);
}
