import { parseAmount } from '../commands/parse/amount';
import { parseDomain, parseExposure, parseProof } from '../commands/parse/exposure';
import { parseJoin } from '../commands/parse/join';
import { parseName } from '../commands/parse/name';
import { parseSeatCount } from '../commands/parse/seats';
import { parseSpares } from '../commands/parse/spares';
import { parseUntil } from '../commands/parse/until';
import { isUsageError, usage, type UsageError } from '../commands/parse/usage';
import type { SaidWish } from '../commands/wish';
import { NEW_FIELDS } from '../views/new-modal';
import { asPlainText } from '../views/plain-text';

/** What the form holds, by block id. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** Reads the form: a wish, or an error for every field that has one. `filed`: a file may say name and seats. Pure. */
export function readNewForm(fields: Fields, filed: boolean): { said: SaidWish } | { errors: Record<string, string> } {
  const typed = (field: keyof typeof NEW_FIELDS): string | undefined => fields[NEW_FIELDS[field]]?.trim() || undefined;
  const read = <T>(field: keyof typeof NEW_FIELDS, parse: (word: string) => T): T | undefined => {
    const word = typed(field);
    return word === undefined ? undefined : parse(word);
  };
  const name = filed ? read('name', parseName) : parseName(typed('name') ?? '');
  const seats = filed ? read('seats', parseSeatCount) : parseSeatCount(typed('seats') ?? '');
  const [spares, until] = [read('spares', parseSpares), read('until', parseUntil)];
  const limit = read('limit', parseAmount);
  const join = read('join', parseJoin);
  const [domain, proof] = [read('domain', parseDomain), read('proof', parseProof)];
  const expose =
    isUsageError(domain) || isUsageError(proof)
      ? undefined
      : parseExposure({ kind: typed('expose'), domain, ...proof });
  const homeless =
    !filed && expose && !isUsageError(expose) && expose.kind === 'hosts' && expose.domain === undefined
      ? usage('Names need a domain.')
      : undefined;
  const judged: [keyof typeof NEW_FIELDS, unknown][] = [
    ['name', name],
    ['seats', seats],
    ['join', join],
    ['spares', spares],
    ['until', until],
    ['limit', limit],
    ['expose', expose],
    ['domain', domain ?? homeless],
    ['proof', proof],
  ];
  const wrong = judged.filter((entry): entry is [keyof typeof NEW_FIELDS, UsageError] => isUsageError(entry[1]));
  if (
    wrong.length > 0 ||
    isUsageError(name) ||
    isUsageError(seats) ||
    isUsageError(join) ||
    isUsageError(spares) ||
    isUsageError(until) ||
    isUsageError(limit) ||
    isUsageError(expose)
  ) {
    return { errors: Object.fromEntries(wrong.map(([field, { says }]) => [NEW_FIELDS[field], asPlainText(says)])) };
  }
  const [room, region, size] = [typed('room'), typed('region'), typed('storage')];
  return {
    said: {
      ...(join && { join }),
      ...(name === undefined ? {} : { name }),
      ...(seats === undefined ? {} : { seats }),
      ...(spares === undefined ? {} : { spares }),
      ...(until && { until }),
      ...(limit === undefined ? {} : { limit }),
      ...(room && { room }),
      ...(region && { region }),
      ...(expose && { expose }),
      ...(size && { storage: size === 'instance' ? { kind: 'instance' } : { kind: 'volume', size: Number(size) } }),
    },
  };
}
