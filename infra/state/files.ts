import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../../workshop/problems';
import { claimFolder } from '../terraform/ownership';
import { lockedBy } from '../terraform/state-lock';
import { INIT_STAMP } from '../terraform/workspace';
import type { StatePlace } from './place';

const STATE = '.tfstate';
/** `nov-ab12cd`, and not the folders that all workshops share. */
const WORKSHOP = /-[a-z0-9]{6}$/;

export interface FilesPlace extends StatePlace {
  /** Workshops with a folder here, wherever their states are. */
  folders(): Promise<string[]>;
  /** Lets Terraform look anew where the states of a workshop are. */
  forgetInit(workshop: string): Promise<void>;
}

/** States as files of the data folder: `terraform/<workshop>/state/<stack>.tfstate`. */
export function filesPlace(dataDir: string): FilesPlace {
  const root = join(dataDir, 'terraform');
  const folderOf = (workshop: string): string => join(root, workshop, 'state');
  const fileOf = (workshop: string, stack: string): string => join(folderOf(workshop), `${stack}${STATE}`);
  const stacks = async (workshop: string): Promise<string[]> =>
    (await namesIn(folderOf(workshop)))
      .filter((name) => name.endsWith(STATE) && !name.startsWith('.'))
      .map((name) => name.slice(0, -STATE.length))
      .sort();
  return {
    kind: 'files',
    words: root,
    stacks,
    async workshops() {
      const names = (await namesIn(root)).filter((name) => WORKSHOP.test(name));
      const counts = await Promise.all(names.map(async (name) => (await stacks(name)).length));
      return names.filter((_, index) => counts[index] !== 0).sort();
    },
    read: (workshop, stack) => readFile(fileOf(workshop, stack)).catch(undefinedIfMissing),
    async write(workshop, stack, body) {
      const file = fileOf(workshop, stack);
      await mkdir(folderOf(workshop), { recursive: true, mode: 0o700 });
      const draft = await open(`${file}.new`, 'w', 0o600);
      try {
        await draft.writeFile(body);
        await draft.sync();
      } finally {
        await draft.close();
      }
      await rename(file, `${file}.backup`).catch(undefinedIfMissing);
      await rename(`${file}.new`, file);
    },
    async setAside(workshop, stack, ending) {
      const file = fileOf(workshop, stack);
      await rename(file, `${file}${ending}`);
      return `${file}${ending}`;
    },
    async hold(workshop, stack) {
      const folder = join(root, workshop, stack);
      const claim = await claimFolder(folder);
      if (claim.kind === 'busy') throw heldBy(stack, claim.who, claim.since);
      if (claim.kind === 'orphan') {
        throw heldBy(stack, `Terraform, process ${claim.terraform.pid} of this machine,`, claim.since);
      }
      const { hold } = claim;
      return async () => {
        // What an interrupted run left is still to be mended.
        await hold.release(hold.interrupted ? 'in-disorder' : 'in-order');
        await rmdir(folder).catch(ignoreFull);
      };
    },
    folders: async () => (await namesIn(root)).filter((name) => WORKSHOP.test(name)).sort(),
    async forgetInit(workshop) {
      const folder = join(root, workshop);
      const stamps = (await namesIn(folder)).map((stack) => join(folder, stack, INIT_STAMP));
      await Promise.all(stamps.map((stamp) => rm(stamp, { force: true })));
    },
  };
}

const heldBy = (stack: string, who: string, since: string): ProblemError =>
  new ProblemError({ ...lockedBy(who, since), next: `Move it when that has ended: ${stack} was left as it is.` });

const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(undefinedIfMissing)) ?? [];

const undefinedIfMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
};

const ignoreFull = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
};
