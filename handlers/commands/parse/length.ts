import { quote } from './quote';
import { usage, type UsageError } from './usage';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** How long something lasts -> milliseconds: `30s`, `5m`, `1.5h`; a number alone is minutes. Refuses what is not within the bounds. */
export function parseLength(
  typed: string,
  { least, most, example }: { readonly least: string; readonly most: string; readonly example: string },
): number | UsageError {
  const ms = read(typed);
  if (ms === undefined || ms < (read(least) ?? 0) || ms > (read(most) ?? 0)) {
    return usage(`How long is ${quote(typed)}? I take from ${least} to ${most}, such as \`${example}\`.`, example);
  }
  return ms;
}

function read(typed: string): number | undefined {
  const match = /^(\d{1,4}(?:\.\d{1,2})?)\s*(s|m|h)?(?:ec|econds?|in|inutes?|ours?|rs?)?$/i.exec(typed.trim());
  return match ? Number(match[1]) * (UNIT_MS[(match[2] ?? 'm').toLowerCase()] ?? 0) : undefined;
}
