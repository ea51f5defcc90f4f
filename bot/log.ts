import type { Log } from '../handlers';

/** Lines of JSON fields after a sentence, to a stream: `10:02:07 warn  a page failed {"id":"..."}`. Fields hold no secret. */
export function createLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const line =
    (level: string) =>
    (text: string, fields?: Readonly<Record<string, unknown>>): void =>
      write(
        `${now().toISOString().slice(11, 19)} ${level.padEnd(5)} ${text}${fields ? ` ${JSON.stringify(fields)}` : ''}\n`,
      );
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
