import { quote } from './quote';
import { usage, type UsageError } from './usage';

/** Longest workshop name: AWS allows 32 characters, and app and seat come after it. */
export const LONGEST_NAME = 16;
/** Words that mean something else wherever a name may stand. */
const RESERVED = new Set(['all', 'failing']);
/** Beginnings that AWS keeps for itself: of load balancers' names, and of security groups'. */
const TAKEN = /^(internal|sg)(-|$)/;

/** A workshop's name, in lower case; refuses what AWS would, with a name that would do. */
export function parseName(word: string): string | UsageError {
  const name = word.trim().toLowerCase();
  const better = suggestName(word);
  const instead = better === undefined ? 'Something like `nov` is fine.' : `How about \`${better}\`?`;
  if (name === '') return usage('A workshop needs a name, like `nov`.');
  if (RESERVED.has(name)) return usage(`${quote(name)} means something else in other commands. ${instead}`);
  if (TAKEN.test(name)) return usage(`AWS takes no names that begin like ${quote(name)}. ${instead}`);
  if (/^\d+(-\d+)?$/.test(name)) return usage(`${quote(name)} would be taken for a seat. ${instead}`);
  if (!/^[a-z0-9-]+$/.test(name)) {
    return usage(
      `${quote(word)} cannot be a name: only letters a-z, digits and hyphens, as it becomes part of names on AWS. ${instead}`,
    );
  }
  if (name.length > LONGEST_NAME) {
    return usage(`${quote(word)} has ${name.length} characters, and ${LONGEST_NAME} are the most. ${instead}`);
  }
  if (/^-|-$|--/.test(name)) return usage(`${quote(word)}: hyphens stand alone, and inside the name. ${instead}`);
  return name;
}

/** A name that would be accepted, as near to the wish as can be; undefined where nothing of it can be kept. */
export function suggestName(wish: string): string | undefined {
  const slug = wish
    .replace(/:[a-z0-9_+-]+:/gi, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME + 1);
  const whole = slug.length > LONGEST_NAME && slug.lastIndexOf('-') > 3 ? slug.slice(0, slug.lastIndexOf('-')) : slug;
  const name = whole.slice(0, LONGEST_NAME).replace(/^-+|-+$/g, '');
  if (name === '') return undefined;
  const isTaken = RESERVED.has(name) || TAKEN.test(name) || /^\d+(-\d+)?$/.test(name);
  return isTaken ? `w${name}`.slice(0, LONGEST_NAME).replace(/-$/, '') : name;
}
