import { REGIONS } from '../../../workshop/regions';
import { nearest } from './nearest';
import { quote } from './quote';
import { usage, type UsageError } from './usage';

/** A region by code (`eu-central-1`) or by its place (`Frankfurt`); refuses what does not exist, with the nearest. */
export function parseRegion(word: string): string | UsageError {
  const typed = word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  if (Object.hasOwn(REGIONS, typed)) return typed;
  const places = new Map(
    Object.entries(REGIONS).map(([code, place]) => [place.toLowerCase().replace(/\s+/g, '-'), code]),
  );
  const here = places.get(typed);
  if (here !== undefined) return here;
  const close = nearest(typed, [...Object.keys(REGIONS), ...places.keys()]);
  const code = close === undefined ? undefined : (places.get(close) ?? close);
  const offer =
    code === undefined ? 'For example `eu-central-1` or `us-east-1`.' : `Did you mean \`${code}\` (${REGIONS[code]})?`;
  return usage(`AWS has no region ${quote(word)} that I know of. ${offer}`);
}
