import { isDate } from 'node:util/types';
import { sql } from 'kysely';
import { ProblemError } from '../workshop/problems';

/** What a column takes: both engines are given text, numbers, booleans and null, never a Date, an array or an object. */
export type ColumnValue = string | number | boolean | null;

/** A value of the domain as a column takes it: moments as ISO text, objects and lists as JSON, undefined as NULL. */
export function toColumn(value: unknown): ColumnValue {
  if (value === undefined || value === null) return null;
  if (isDate(value)) return value.toISOString();
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`a column cannot hold a ${typeof value}`);
}

/** Columns to set: every key that is present, `undefined` meaning NULL; absent keys stay as they are. */
export function toColumns(change: object): Record<string, ColumnValue> {
  return Object.fromEntries(Object.entries(change).map(([key, value]) => [key, toColumn(value)]));
}

/** A row with `undefined` where the database has NULL. */
export type Defined<Row> = { [K in keyof Row]: null extends Row[K] ? Exclude<Row[K], null> | undefined : Row[K] };

/** The row as the domain has it: `undefined` for NULL, and without the columns named. */
export function defined<Row extends object, Left extends keyof Row = never>(
  row: Row,
  ...leaveOut: Left[]
): Omit<Defined<Row>, Left> {
  const kept = Object.entries(row).filter(([key]) => !leaveOut.includes(key as Left));
  return Object.fromEntries(kept.map(([key, value]) => [key, value ?? undefined])) as Omit<Defined<Row>, Left>;
}

/** Unique violation: there is one already. */
export const isDuplicate = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '23505';

/** Unique violation and deadlock: the statement lost a race and may be tried again. */
export function lostRace(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === '23505' || code === '40P01';
}

const MOST_TRIES = 200;

/** Runs `attempt` until it returns something, again after a lost race, with a short random pause in between. */
export async function untilSettled<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
    } catch (error) {
      if (!lostRace(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, 2 + tries)));
  }
  throw new ProblemError({
    kind: 'timeout',
    summary: `The database was too busy: ${MOST_TRIES} attempts lost their race.`,
    next: 'Try again in a moment.',
  });
}

/**
 * As a table of a statement that writes, `with ${unhurried} update … from unhurried`: what it writes reaches the disk with the next
 * statement without it. In a crowd the disk is what everybody waits for.
 */
export const unhurried = sql`unhurried as (select set_config('synchronous_commit', 'off', true))`;
