import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export interface LeakFinder {
  /** Secrets in a text, as they are written there. */
  in(text: string): string[];
  /** Of every file below a folder that is to be searched, by its path from there: what was read, and `file: secret`. */
  below(folder: string, wanted?: (path: string) => boolean): { searched: string[]; leaks: string[] };
}

/** Finds secrets, however they are written down: plain, URL-encoded, hexadecimal, or base64 from any byte on. */
export function createLeakFinder(secrets: readonly string[]): LeakFinder {
  const forms = new Set(secrets.flatMap(formsOf));
  const pattern = new RegExp([...forms].map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
  const find = (text: string): string[] => [...new Set(text.match(pattern) ?? [])];
  return {
    in: find,
    below(folder, wanted = () => true) {
      const searched = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .filter(wanted);
      const leaks = searched.flatMap((path) =>
        find(readFileSync(join(folder, path), 'latin1')).map((form) => `${path}: ${form}`),
      );
      return { searched, leaks };
    },
  };
}

/** Ways to write a secret down. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // Characters at either end hold bits of what stands beside the secret.
    const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), hex, hex.toUpperCase(), ...base64];
}
