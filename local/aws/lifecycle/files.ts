import { createHash } from 'node:crypto';
import { lastPart, regionOf } from '../model/arn';
import type { ContainerRun, Task } from '../model/world';
import { folderOf } from './folder';
import { write } from './logs';
import type { Plane } from './plane';

/** Where a container's folder keeps what was delivered last, out of sight. */
const DELIVERED = '.usher/assignments/';

/**
 * Does what a container that is told USHER_FILES (`s3://bucket/prefix/`) does: brings what lies there into the seat's folder, and
 * never over what was edited or deleted. No shell runs here; the script itself has its own tests.
 */
export async function deliverFiles(plane: Plane, task: Task, run: ContainerRun): Promise<void> {
  const place = run.definition.environment?.find(({ name }) => name === 'USHER_FILES')?.value;
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/(.*)$/.exec(place ?? '') ?? [];
  if (bucket === undefined || prefix === undefined) return;
  const folder = folderOf(plane, task);
  const objects = await plane.facts.objects(regionOf(task.cluster), bucket, prefix);
  if (objects.size === 0) write(plane, task, run, 'there are no files');
  for (const [path, now] of objects) {
    const before = folder.get(DELIVERED + path);
    const here = folder.get(path);
    if (hashOf(now) === before) continue;
    if ((here === undefined ? undefined : hashOf(here)) === before) {
      folder.set(path, now);
      write(plane, task, run, `${path} is ${before === undefined ? 'new' : 'up to date'}`);
    } else if (here !== undefined && here !== now) {
      const other = beside(folder, path);
      folder.set(other, now);
      write(plane, task, run, `${path} was edited here and stays so: the new one is ${lastPart(other)}`);
    }
    folder.set(DELIVERED + path, hashOf(now));
  }
}

/** As `sha256sum` writes it, for scripts on the host read it too. */
const hashOf = (text: string): string => `${createHash('sha256').update(text).digest('hex')}  -\n`;

/** `lesson.ipynb` -> `lesson.new.ipynb`, or `lesson.new2.ipynb` where that is taken. */
function beside(folder: ReadonlyMap<string, string>, path: string): string {
  const [, stem = path, end = ''] = /^(.*[^/])(\.[^./]+)$/.exec(path) ?? [];
  let number = 1;
  const name = () => `${stem}.new${number === 1 ? '' : number}${end}`;
  while (folder.has(name())) number++;
  return name();
}
