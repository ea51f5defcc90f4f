import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../../workshop/problems';
import type { StackFolders } from '../terraform/folders';
import { INIT_STAMP } from '../terraform/workspace';

/**
 * Throws ProblemError where a stack's state is in another place than Usher is set to look: Terraform would find nothing there
 * and take everything for new.
 */
export async function refuseWrongPlace(
  { workshop, stack: folder, backend }: StackFolders,
  stack: string,
): Promise<void> {
  const files = join(workshop, 'state');
  const isInFiles = existsSync(join(files, `${stack}.tfstate`));
  if (backend.kind === 's3') {
    if (isInFiles) throw wrongPlace(stack, 'in files of this machine', 'Unset USHER_STATE_BUCKET', 's3');
    return;
  }
  if (isInFiles) return;
  const bucket = (await bucketOfInit(folder)) ?? ((await wasMoved(files, stack)) ? 'its bucket' : undefined);
  if (bucket) throw wrongPlace(stack, `on S3 (${bucket})`, 'Set USHER_STATE_BUCKET again', 'files');
}

/** The bucket the stack was last initialised for. */
async function bucketOfInit(folder: string): Promise<string | undefined> {
  const stamp = await readFile(join(folder, INIT_STAMP), 'utf8').catch(() => '');
  return /"s3":\{[^}]*"bucket":"([^"]+)"/.exec(stamp)?.[1];
}

const wasMoved = async (files: string, stack: string): Promise<boolean> =>
  (await readdir(files).catch(() => [])).some((name) => name.startsWith(`${stack}.tfstate.moved-to-s3-`));

const wrongPlace = (stack: string, where: string, undo: string, to: 'files' | 's3'): ProblemError =>
  new ProblemError({
    kind: 'unknown',
    summary: `The Terraform state of ${stack} is ${where}, and Usher is set to keep it elsewhere.`,
    next: `${undo} and start Usher again, or stop Usher and move the states: \`npm run state -- move --to ${to}\`.`,
  });
