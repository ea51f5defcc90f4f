import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Checkup, CheckResult } from '../../workshop/ports/checkup';
import { machineParallelism } from '../terraform/parallelism';

const GIB = 1024 ** 3;
/** The provider takes 700 MB, and each stack a few megabytes of state and plan. */
const LEAST_DISK = 2 * GIB;
/** One apply takes half a gibibyte, beside Usher itself. */
const LEAST_MEMORY = GIB;

/** Room on the disk of the data folder, and memory for Terraform. */
export const machineCheckups = (dataDir: string): Checkup[] => [
  { group: 'Terraform', title: 'Disk', run: async () => checkDisk(dataDir, await freeBytes(dataDir)) },
  { group: 'Terraform', title: 'Memory', run: () => Promise.resolve(checkMemory(memory(), machineParallelism())) },
];

/** What `free` bytes mean. */
export const checkDisk = (dataDir: string, free: number): CheckResult =>
  free >= LEAST_DISK
    ? { state: 'well', says: `${gib(free)} free for ${dataDir}.` }
    : {
        state: 'ill',
        says: `Only ${gib(free)} free for ${dataDir}.`,
        mend: 'Free 2 GiB or more, or set USHER_DATA_DIR to a folder with room (stop Usher and move it along).',
      };

/** What `bytes` of memory mean for a machine that applies so many stacks at once. */
export const checkMemory = (bytes: number, applies: number): CheckResult =>
  bytes >= LEAST_MEMORY
    ? { state: 'well', says: `${gib(bytes)}: ${applies === 1 ? 'one stack' : `${applies} stacks`} at a time.` }
    : {
        state: 'ill',
        says: `Only ${gib(bytes)} of memory, and one apply takes half a GiB.`,
        mend: 'Run Usher where there are 2 GiB or more.',
      };

async function freeBytes(folder: string): Promise<number> {
  let existing = resolve(folder);
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = await statfs(existing);
  return bavail * bsize;
}

function memory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

const gib = (bytes: number): string => `${(bytes / GIB).toFixed(bytes < 10 * GIB ? 1 : 0)} GiB`;
