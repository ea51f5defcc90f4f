import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Instance, World } from '../model/world';
import { homeOf } from './volumes';

/** The files of a host laid out in a folder of this machine, which is the host's root for as long as a script runs there. */
export interface HostRoot {
  readonly root: string;
  /** Takes over what changed meanwhile and removes the folder. */
  close(): Promise<void>;
}

/** Folders that user data makes for everybody on the host: `install -d -m 2777 -o 1000 -g 100 /var/lib/usher/work`. */
const madeFolders = (userData: string): string[] =>
  [...userData.matchAll(/^install -d -m 2777 \S.* (\/\S+)$/gm)].map(([, folder = '']) => folder);

/** Lays out every folder the instance has, and the files its user data wrote. Files are text here, as everywhere in the data plane. */
export async function openHostRoot(world: World, instance: Instance): Promise<HostRoot> {
  const root = await mkdtemp(path.join(tmpdir(), 'usher-host-'));
  await mkdir(path.join(root, 'var', 'tmp'), { recursive: true });
  const places = new Map(
    madeFolders(instance.userData).map((folder) => [folder, `${homeOf(world, instance.id, folder)}:${folder}`]),
  );
  const before = new Map<string, ReadonlyMap<string, string>>();
  for (const [folder, key] of places) {
    const at = path.join(root, folder);
    await mkdir(at, { recursive: true });
    const files = new Map(world.folders.get(key));
    before.set(folder, files);
    for (const [name, text] of files) {
      const file = path.join(at, name);
      if (!file.startsWith(`${at}${path.sep}`)) continue;
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
  const own = new Map(instance.files);
  for (const [file, text] of own) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  return {
    root,
    async close() {
      for (const [file, text] of own) {
        const now = await readFile(path.join(root, file), 'utf8').catch(() => undefined);
        if (now === undefined) instance.files.delete(file);
        else if (now !== text) instance.files.set(file, now);
      }
      for (const [folder, key] of places) {
        const after = await readFolder(path.join(root, folder));
        const files = world.folders.get(key) ?? new Map<string, string>();
        const were = before.get(folder);
        // Only what the script changed: an app may have saved meanwhile.
        for (const [name, text] of after) if (were?.get(name) !== text) files.set(name, text);
        for (const name of were?.keys() ?? []) if (!after.has(name)) files.delete(name);
        world.folders.set(key, files);
      }
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function readFolder(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(path.relative(folder, file).split(path.sep).join('/'), await readFile(file, 'utf8'));
  }
  return files;
}
