import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, extname, resolve, sep } from 'node:path';
import type { WorkshopFiles } from '../handlers';
import { downloadFile } from './slack/download';

/** Bytes of the largest file that is opened: characters take up to four. */
const MOST_BYTES = 128_000;

/**
 * Workshop files of the folder `root`, and of Slack. Nothing outside of `root` is read or given away, links included: organisers in
 * Slack are not the owners of the machine.
 */
export function createWorkshopFiles(
  root: string,
  slack: { readonly botToken: string; readonly apiUrl: string },
): WorkshopFiles {
  return {
    async read(path) {
      if (!['.yml', '.yaml'].includes(extname(path).toLowerCase())) return { refused: 'not-yaml' };
      const wanted = resolve(root, path);
      if (!lies(wanted, resolve(root))) return { refused: 'outside' };
      const real = await within(root, wanted);
      if (real === undefined) return { refused: 'missing' };
      const facts = await stat(real);
      if (!facts.isFile()) return { refused: 'missing' };
      if (facts.size > MOST_BYTES) return { refused: 'too-large' };
      return { text: await readFile(real, 'utf8'), folder: dirname(real) };
    },
    async mayGive(folder) {
      const real = await within(root, folder);
      return real !== undefined && (await stat(real)).isDirectory();
    },
    async download(url, mostBytes = MOST_BYTES) {
      const fetched = await downloadFile(url, slack, mostBytes);
      return 'refused' in fetched ? fetched : { text: Buffer.from(fetched.bytes).toString('utf8') };
    },
    fetch: (url, mostBytes) => downloadFile(url, slack, mostBytes),
  };
}

const lies = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + sep);

/** The real path of what exists inside the folder; undefined for everything else. */
async function within(root: string, path: string): Promise<string | undefined> {
  try {
    const [folder, real] = await Promise.all([realpath(root), realpath(path)]);
    return lies(real, folder) ? real : undefined;
  } catch {
    return undefined;
  }
}
