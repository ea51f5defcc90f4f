import { z } from 'zod';
import { REGIONS } from '../../workshop/regions';
import { parseJoin } from '../commands/parse/join';
import { parseName, suggestName } from '../commands/parse/name';
import { parseRegion } from '../commands/parse/region';
import { parseUntil } from '../commands/parse/until';
import { isUsageError } from '../commands/parse/usage';
import { didYouMean } from './closest';
import { readRange } from './ranges';

/** Why a text is refused: what is allowed, and a sentence that helps. */
interface Verdict {
  readonly allowed: string;
  readonly hint?: string;
}

/** Characters of the longest text that may be right. */
const LONGEST = 60;

/** A text that is judged by more than its form. */
const judged = (allowed: string, judge: (text: string) => Verdict | undefined) =>
  z.string(allowed).check((context) => {
    // What reads a word may compare it with others, which takes long for a long one.
    const verdict = context.value.length > LONGEST ? { allowed } : judge(context.value);
    if (!verdict) return;
    const { allowed: message, hint } = verdict;
    context.issues.push({ code: 'custom', message, params: { hint }, input: context.value });
  });

const NAME = '1-16 letters a-z, digits and single hyphens';
export const workshopName = judged(NAME, (text) => {
  if (!isUsageError(parseName(text))) return undefined;
  const better = suggestName(text);
  return { allowed: NAME, ...(better === undefined ? {} : { hint: `How about ${better}?` }) };
});

const REGION = 'a region of AWS, such as eu-central-1,';
export const regionName = judged(REGION, (text) => {
  if (!isUsageError(parseRegion(text))) return undefined;
  const hint = didYouMean(text, [...Object.keys(REGIONS), ...Object.values(REGIONS)]);
  return { allowed: REGION, ...(hint === undefined ? {} : { hint }) };
});

const UNTIL = '17:30, 2h, tomorrow 12:00 or 2026-11-24 17:30';
export const untilWords = judged(UNTIL, (text) => (isUsageError(parseUntil(text)) ? { allowed: UNTIL } : undefined));

const JOIN = 'room, roster, code or anyone';
export const joinPolicy = judged(JOIN, (text) => (isUsageError(parseJoin(text)) ? { allowed: JOIN } : undefined));

const RANGE = 'a range of addresses, such as 203.0.113.0/24 or 2001:db8::/32,';
export const addressRange = judged(RANGE, (text) => {
  const read = readRange(text);
  if (read === undefined) return { allowed: RANGE };
  return 'better' in read
    ? { allowed: 'the first address of a range', hint: `Did you mean ${read.better}?` }
    : undefined;
});
