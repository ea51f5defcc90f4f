/** How often at most one message's edits are printed while nothing else happens, in milliseconds. */
const EDIT_EVERY_MS = 20_000;

interface Printed {
  lines: readonly string[];
  at: number;
  /** Newest text, where it is not printed yet. */
  pending: string | undefined;
  readonly heading: string;
}

/** Prints each message once for all who see it, and edits of it in steps that do not flood. */
export class Printer {
  readonly #started: number;
  readonly #messages = new Map<string, Printed>();

  constructor(
    private readonly print: (line: string) => void,
    private readonly now: () => number = Date.now,
  ) {
    this.#started = now();
  }

  /** A line of the play itself. */
  step(source: string): void {
    this.flush();
    this.print(`${this.#time()} ▸ ${source}`);
  }

  /** A message that is new or was edited; `key` names the message, whoever reports it. */
  message(key: string, heading: string, text: string): void {
    const printed = this.#messages.get(key);
    if (!printed) {
      this.#messages.set(key, { lines: text.split('\n'), at: this.now(), pending: undefined, heading });
      return this.#block(heading, text.split('\n'));
    }
    if (printed.lines.join('\n') === text) return;
    printed.pending = text;
    if (this.now() - printed.at >= EDIT_EVERY_MS) this.#update(printed);
  }

  /** A modal that opened or changed. */
  modal(who: string, text: string): void {
    this.#block(`modal of @${who}`, text.split('\n'));
  }

  /** Prints every edit that was held back. */
  flush(): void {
    for (const printed of this.#messages.values()) this.#update(printed);
  }

  failure(text: string): void {
    this.flush();
    for (const line of text.split('\n')) this.print(line);
  }

  #update(printed: Printed): void {
    if (printed.pending === undefined) return;
    const lines = printed.pending.split('\n');
    const changed = lines.filter((line) => !printed.lines.includes(line));
    printed.lines = lines;
    printed.at = this.now();
    printed.pending = undefined;
    if (changed.length > 0) this.#block(`${printed.heading} (edited)`, changed);
  }

  #block(heading: string, lines: readonly string[]): void {
    this.print(`${this.#time()}   ${heading}`);
    for (const line of lines) this.print(`          ${line}`);
  }

  #time(): string {
    const seconds = Math.floor((this.now() - this.#started) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`.padStart(5);
  }
}
