import type { Wish } from '../commands/create-workshop';
import { parseName } from '../commands/parse/name';
import { parseSeatCount } from '../commands/parse/seats';
import { parseUntil } from '../commands/parse/until';
import { isUsageError } from '../commands/parse/usage';
import { NEW_FIELDS } from '../views/new-modal';
import { asPlainText } from '../views/plain-text';

/** What the form holds, by block id. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** Reads the form: a wish, or an error for every field that has one. Pure. */
export function readNewForm(fields: Fields): { wish: Wish } | { errors: Record<string, string> } {
  const name = parseName(fields[NEW_FIELDS.name] ?? '');
  const seats = parseSeatCount(fields[NEW_FIELDS.seats] ?? '');
  const typed = fields[NEW_FIELDS.until]?.trim();
  const until = typed === undefined || typed === '' ? undefined : parseUntil(typed);
  const room = fields[NEW_FIELDS.room];
  if (isUsageError(name) || isUsageError(seats) || isUsageError(until)) {
    const all = { [NEW_FIELDS.name]: name, [NEW_FIELDS.seats]: seats, [NEW_FIELDS.until]: until };
    return {
      errors: Object.fromEntries(
        Object.entries(all).flatMap(([field, value]) =>
          isUsageError(value) ? [[field, asPlainText(value.says)]] : [],
        ),
      ),
    };
  }
  return { wish: { name, seats, join: 'room', ...(until && { until }), ...(room && { room }) } };
}
