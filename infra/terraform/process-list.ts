import { readdir, readlink } from 'node:fs/promises';

/** Name of the namespace that holds every process of a Linux machine, those of its containers included. */
const ALL_PROCESSES = 'pid:[4026531836]';

/**
 * Whether a process of ours runs in a folder that ends in `place` (`nov-ab12cd/batch-001`), in whichever data folder; undefined where
 * not every process can be seen: within a container, and on systems other than Linux.
 */
export async function isWorkedOn(place: string): Promise<boolean | undefined> {
  if ((await readlink('/proc/self/ns/pid').catch(() => '')) !== ALL_PROCESSES) return undefined;
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // Folders of other users' processes cannot be read: a lock names its user, and these are not his.
  const folders = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => '')));
  return folders.some((folder) => folder.endsWith(`/${place}`));
}
