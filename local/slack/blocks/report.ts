/** One thing Slack refuses about a block, with the JSON pointer to it. */
export interface BlockProblem {
  readonly pointer: string;
  readonly message: string;
}

export type Raw = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Collects problems while walking a message or view. */
export class Report {
  readonly problems: BlockProblem[] = [];

  add(pointer: string, message: string): void {
    this.problems.push({ pointer, message });
  }

  /** A required or optional string of at most `most` characters. */
  text(value: unknown, pointer: string, most: number, required = false): void {
    if (value === undefined) {
      if (required) this.add(pointer, 'missing required field');
    } else if (typeof value !== 'string') this.add(pointer, 'must be a string');
    else if (required && value.length === 0) this.add(pointer, 'must be more than 0 characters');
    else if (value.length > most) this.add(pointer, `must be less than ${most + 1} characters`);
  }

  /** A text object; `plain` where mrkdwn is refused. */
  textObject(value: unknown, pointer: string, most: number, { plain = true, required = true } = {}): void {
    if (value === undefined) {
      if (required) this.add(pointer, 'missing required field');
      return;
    }
    if (!isRecord(value)) return this.add(pointer, 'must be an object');
    const types = plain ? ['plain_text'] : ['plain_text', 'mrkdwn'];
    if (!types.includes(String(value.type))) this.add(`${pointer}/type`, `must be one of ${types.join(', ')}`);
    this.text(value.text, `${pointer}/text`, most, true);
  }

  /** The entries of a list of `least` to `most` items; an empty list after a problem. */
  list(value: unknown, pointer: string, least: number, most: number): readonly unknown[] {
    if (!Array.isArray(value)) {
      this.add(pointer, value === undefined ? 'missing required field' : 'must be an array');
      return [];
    }
    if (value.length < least) this.add(pointer, `no fewer than ${least} items required`);
    if (value.length > most) this.add(pointer, `no more than ${most} items allowed`);
    return value;
  }
}
