import { createHash } from 'node:crypto';
import { MOST_CHECKS } from './check';

/** Digits and capital letters less I, L, O, U and Z, which are heard or read as others: a prime number of them, for the check. */
export const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXY';
const BASE = SYMBOLS.length;

/** Bits beyond those of the checks, which are `1 << index`. */
export const NOT_ADMITTED = 1 << MOST_CHECKS;
export const NO_SOCKET = 1 << (MOST_CHECKS + 1);
/** The value of who could not even open the page. */
export const NO_PAGE = 1 << (MOST_CHECKS + 2);

/** What the page found, as it stands in a code. */
export interface Found {
  /** Indices of the checks that failed. */
  readonly blocked: readonly number[];
  /** Their address is not on the allow-list. */
  readonly notAdmitted: boolean;
  /** The web socket failed; false also where none was tried. */
  readonly noSocket: boolean;
  /** The page did not open; nothing else is known then. */
  readonly noPage: boolean;
}

/** Two symbols that tell one venue check from another. */
export function tagOf(venueId: string): string {
  const [a = 0, b = 0] = createHash('sha256').update(venueId).digest();
  return `${SYMBOLS[a % BASE]}${SYMBOLS[b % BASE]}`;
}

/** `VK7-03Q`: tag, result, and a symbol that gives a slip of the pen away. */
export function writeCode(tag: string, value: number): string {
  const result = `${SYMBOLS[Math.floor(value / BASE)]}${SYMBOLS[value % BASE]}`;
  return `V${tag}-${result}${checkOf(tag + result)}`;
}

/** Weights differ and the base is prime: one wrong symbol, or two in the wrong order, never give the same. */
function checkOf(symbols: string): string {
  const sum = [...symbols].reduce((so, symbol, index) => so + (index + 1) * SYMBOLS.indexOf(symbol), 0);
  return SYMBOLS[sum % BASE] ?? '';
}

/** The code somewhere in a text; `broken`: there is one, and something in it is wrong. */
export function readCode(
  text: string,
): { readonly tag: string; readonly code: string; readonly found: Found } | 'broken' | undefined {
  const match = /(?<![\p{L}\p{N}])v\s?([\da-z]{2})\s?[-–—\s]\s?([\da-z]{3})(?![\p{L}\p{N}])/iu.exec(text);
  if (!match) return undefined;
  const [tag = '', rest = ''] = match.slice(1).map(plain);
  const result = rest.slice(0, 2);
  if ([...tag, ...rest].some((symbol) => !SYMBOLS.includes(symbol)) || checkOf(tag + result) !== rest[2]) {
    // `v 10 and` is no code that somebody got wrong.
    return /\d/.test(match[0]) && /^v\S{2}-\S{3}$/i.test(match[0]) ? 'broken' : undefined;
  }
  const value = SYMBOLS.indexOf(result[0] ?? '') * BASE + SYMBOLS.indexOf(result[1] ?? '');
  return value > NO_PAGE ? 'broken' : { tag, code: writeCode(tag, value), found: foundOf(value) };
}

/** As people write what they hear. */
const plain = (symbols: string): string => symbols.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');

const foundOf = (value: number): Found => ({
  blocked: Array.from({ length: MOST_CHECKS }, (_, index) => index).filter((index) => value & (1 << index)),
  notAdmitted: (value & NOT_ADMITTED) !== 0,
  noSocket: (value & NO_SOCKET) !== 0,
  noPage: value === NO_PAGE,
});
