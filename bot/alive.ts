import { writeFile } from 'node:fs';

const EVERY_MS = 10_000;

/**
 * Touches the file as long as the event loop turns, for a supervisor that restarts what hangs; nothing where none is named. What
 * cannot be written is left to grow old.
 */
export function showAlive(file: string | undefined): void {
  if (!file) return;
  const touch = (): void => writeFile(file, `${process.pid}\n`, () => undefined);
  touch();
  setInterval(touch, EVERY_MS).unref();
}
