import { CsvError, parse } from 'csv-parse/sync';
import type { RosterLine } from '../../workshop/roster';
import { columnsOf, type Column } from './columns';

/** People a list may hold: as many as a workshop has seats. */
const MOST_LINES = 1_000;
/** Characters. */
const LONGEST = { name: 80, email: 254 } as const;

/** Something wrong with a line before anybody asks who it means: a sentence in plain text. */
export interface CsvProblem {
  readonly line: number;
  readonly says: string;
}

export interface ReadCsv {
  readonly lines: readonly RosterLine[];
  readonly problems: readonly CsvProblem[];
  /** Columns that nothing is read of. */
  readonly ignored: readonly string[];
}

/**
 * Reads a list of people: comma, semicolon or tab, quotes, any line ends, with or without a BOM; the first line names the columns, in
 * any order and case. `refused`: why it cannot be read at all, in plain text.
 */
export function readCsv(text: string): ReadCsv | { readonly refused: string } {
  if (text.includes('\uFFFD') || text.includes('\0')) {
    return { refused: 'It is not written in UTF-8. In Excel: Save as, CSV UTF-8.' };
  }
  const records = recordsOf(text);
  if ('refused' in records) return records;
  const [header, ...rows] = records.rows;
  if (!header) return { refused: 'It is empty.' };
  const columns = columnsOf(header.cells);
  if ('refused' in columns) return columns;
  if (rows.length === 0) return { refused: 'It has a line of column names, and nobody below it.' };
  if (rows.length > MOST_LINES) {
    return { refused: `It has ${rows.length.toLocaleString('en-GB')} lines, and 1,000 are the most.` };
  }
  const read = rows.map(({ line, cells }) => ({ line, read: readRow(columns.columns, line, cells) }));
  return {
    lines: read.flatMap(({ read }) => (typeof read === 'string' ? [] : [read])),
    problems: read.flatMap(({ line, read }) => (typeof read === 'string' ? [{ line, says: read }] : [])),
    ignored: columns.ignored,
  };
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string): { readonly rows: readonly Row[] } | { readonly refused: string } {
  try {
    const records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    const rows = records.map(({ record, info }) => ({ line: info.lines, cells: record.map(clean) }));
    // A spreadsheet saves its empty rows, too.
    return { rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      refused: `Its quotes are odd at line ${String(error['lines'] ?? '?')}: a cell that has a " in it is quoted, and the " doubled.`,
    };
  }
}

/** The sign the first line has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const times = (sign: string) => first.split(sign).length;
  return [';', '\t'].reduce((best, sign) => (times(sign) > times(best) ? sign : best), ',');
}

/** Spaces of every kind are one; what cannot be seen is gone, and so is the apostrophe that keeps a formula from being one. */
const clean = (cell: string): string =>
  cell
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/^'(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/, '');

/** A line, or what is wrong with it. */
function readRow(
  columns: readonly (Column | undefined)[],
  line: number,
  cells: readonly string[],
): RosterLine | string {
  const of = (wanted: Column) =>
    columns
      .flatMap((column, index) => (column === wanted ? [cells[index] ?? ''] : []))
      .filter(Boolean)
      .join(' ');
  if (cells.length > columns.length && cells.slice(columns.length).some(Boolean)) {
    return `it has ${cells.length} cells, and there are ${columns.length} columns`;
  }
  const name = of('name') || [of('first'), of('last')].filter(Boolean).join(' ');
  const email = of('email').toLowerCase();
  const seat = of('seat');
  if (name === '' && email === '') return 'neither a name nor an email';
  if (name.length > LONGEST.name) return `the name has ${name.length} characters, and ${LONGEST.name} are the most`;
  if (
    email !== '' &&
    (email.length > LONGEST.email || !/^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@<>"(),;:]+$/.test(email))
  ) {
    return `"${email.slice(0, 60)}" is no email address`;
  }
  const number = /^(?:seat\s*)?#?0*(\d{1,4})$/i.exec(seat)?.[1];
  if (seat !== '' && (number === undefined || Number(number) === 0)) return `"${seat.slice(0, 40)}" is no seat number`;
  return {
    line,
    ...(name === '' ? {} : { name }),
    ...(email === '' ? {} : { email }),
    ...(number === undefined ? {} : { seat: Number(number) }),
  };
}
