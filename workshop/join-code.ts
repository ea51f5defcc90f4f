import { WORDS } from './credentials';

const KNOWN = new Set(WORDS);
/** What people write around it: "the code is maple otter". */
const AROUND = /^(?:(?:hi|hello|hey|it|is|its|my|the|our|join|joining|workshop|code|word|words)\b[ :]*)*/;

/** `maple-otter`, where a message is two words that a code may be made of; undefined where it cannot be a code. */
export function readCode(text: string): string | undefined {
  const words = text
    .slice(0, 100)
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
  const [one = '', other = '', ...more] = words.replace(AROUND, '').trim().split(' ');
  return more.length === 0 && KNOWN.has(one) && KNOWN.has(other) ? `${one}-${other}` : undefined;
}
