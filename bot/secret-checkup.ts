import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkup, CheckResult } from '../workshop/ports/checkup';

/** Where the master secret comes from, and whether only Usher can read it; the secret itself is not looked at. */
export const secretCheckup = (given: string | undefined, dataDir: string): Checkup => ({
  group: 'Usher',
  title: 'Secret',
  run: () => Promise.resolve(given === undefined ? checkFile(join(dataDir, 'secret')) : IN_ENVIRONMENT),
});

const IN_ENVIRONMENT: CheckResult = {
  state: 'well',
  says: 'USHER_SECRET is set.',
  mend: 'Keep a copy where you keep passwords: without it every seat’s password changes.',
};

function checkFile(file: string): CheckResult {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return { state: 'well', says: `None yet: the first start makes one in ${file}.` };
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    return {
      state: 'ill',
      says: `Others on this machine may read ${file}, from which all passwords follow.`,
      mend: `\`chmod 600 ${file}\``,
    };
  }
  return {
    state: 'well',
    says: `Kept in ${file}.`,
    mend: 'Back it up: without it every seat’s password changes.',
  };
}
