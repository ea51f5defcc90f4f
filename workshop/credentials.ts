import { createHmac } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english';
import type { Credentials } from './ports/credentials';

/** Words nobody should have to read aloud in front of a class, and long ones that are hard to spell. */
const UNKIND = new Set(
  'abuse alcohol assault bomb cruel dead death devil evil gun hurt idiot kill knife naked nasty poison prison shoot sick slave toilet ugly victim weapon'.split(
    ' ',
  ),
);
/** The words of passwords and codes, in lower case. */
export const WORDS: readonly string[] = wordlist.filter((word) => word.length <= 7 && !UNKIND.has(word));

/** Bytes of one purpose of one workshop, the same on every machine that has the secret. */
function derive(
  secret: string,
  workshop: { id: string; rotation: number },
  ...purpose: readonly (string | number)[]
): Buffer {
  // JSON keeps ("a", "bc") and ("ab", "c") apart.
  return createHmac('sha512', secret)
    .update(JSON.stringify(['usher', workshop.id, workshop.rotation, ...purpose]))
    .digest();
}

/** Credentials of HMAC-SHA-512 over workshop, rotation and seat; `secret` is USHER_SECRET, at least 32 characters. */
export function createCredentials(secret: string): Credentials {
  return {
    seatPassword(workshop, no) {
      const bytes = derive(secret, workshop, 'seat-password', no);
      // 32 bits for each choice make the bias of the remainder less than one in a million.
      const pick = (index: number, of: number): number => bytes.readUInt32BE(index * 4) % of;
      const words = [0, 1, 2].map((index) => WORDS[pick(index, WORDS.length)]);
      return [...words, String(10 + pick(3, 90))].join('-');
    },
    databasePassword(workshop) {
      return derive(secret, workshop, 'database-master').toString('hex').slice(0, 40);
    },
    joinCode(workshop) {
      const bytes = derive(secret, workshop, 'join-code');
      return [0, 4].map((at) => WORDS[bytes.readUInt32BE(at) % WORDS.length]).join('-');
    },
    seatKey(workshop, no, purpose) {
      return derive(secret, workshop, 'seat-key', no, purpose).subarray(0, 32).toString('base64url');
    },
  };
}
