import { randomBytes } from 'node:crypto';

/** Ids and timestamps in Slack's shapes; each is handed out once. */
export class Ids {
  #lastMicros = 0;
  #serial = 0;

  /** A new id such as `C003CREW`; `hint` only makes it easier to read. */
  id(prefix: string, hint = ''): string {
    this.#serial += 1;
    const word = hint
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/g, '')
      .slice(0, 8);
    return `${prefix}${String(this.#serial).padStart(4, '0')}${word}`;
  }

  /** A message timestamp: seconds with six decimals, always later than the one before. */
  ts(): string {
    this.#lastMicros = Math.max(this.#lastMicros + 1, Date.now() * 1000);
    const digits = String(this.#lastMicros);
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }
}

/** Random letters and digits that nobody can guess. */
export function secret(bytes = 16): string {
  return randomBytes(bytes).toString('hex');
}
