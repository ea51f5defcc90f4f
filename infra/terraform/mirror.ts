import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { arch, homedir, platform } from 'node:os';
import { dirname, join } from 'node:path';

/** One provider package on disk: an unpacked folder or the zip a registry serves. */
export interface ProviderPackage {
  readonly path: string;
  readonly packed: boolean;
}

const HOSTS = ['registry.terraform.io', 'registry.opentofu.org'];
/** How far below a starting folder a mirror may lie: `/opt/<vendor>/plugins`. */
const DEPTH = 2;
/** Folders looked into at each level, so that a crowded /opt costs nothing. */
const WIDTH = 200;

/** `linux_amd64`, as Terraform names this machine. */
export const terraformPlatform = (): string =>
  `${platform() === 'win32' ? 'windows' : platform()}_${arch() === 'x64' ? 'amd64' : arch()}`;

/** Folders that usually hold provider mirrors or caches, the most deliberate first. */
export async function usualPlaces(env: NodeJS.ProcessEnv): Promise<string[]> {
  const home = env['HOME'] ?? homedir();
  const dataDirs = (env['XDG_DATA_DIRS'] ?? '/usr/local/share:/usr/share').split(':');
  const roots = [env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), ...dataDirs, '/usr/lib', '/usr/local/lib'];
  return [
    env['TF_PLUGIN_CACHE_DIR'],
    ...(await configuredPlaces(env, home)),
    join(home, '.terraform.d', 'plugins'),
    join(home, '.terraform.d', 'plugin-cache'),
    join(home, 'Library', 'Application Support', 'io.terraform', 'plugins'),
    ...roots.flatMap((root) => ['terraform', 'opentofu'].map((name) => join(root, name))),
    '/var/lib/terraform',
    '/var/cache/terraform',
    '/opt',
  ].filter((place): place is string => Boolean(place));
}

/** Folders named in the user's own CLI configuration; a file that is not there is no reason to complain. */
async function configuredPlaces(env: NodeJS.ProcessEnv, home: string): Promise<string[]> {
  const files = [env['TF_CLI_CONFIG_FILE'], join(home, '.terraformrc'), join(home, '.tofurc')];
  const texts = await Promise.all(files.map(async (file) => (file ? readFile(file, 'utf8').catch(() => '') : '')));
  return texts.flatMap((text) =>
    [...text.matchAll(/^[^#\n]*\b(?:path|plugin_cache_dir)\s*=\s*"([^"]+)"/gm)].map((match) =>
      (match[1] ?? '').replace(/^(?:~|\$HOME)(?=\/)/, home),
    ),
  );
}

/** Looks for the AWS provider of this version and platform below the places given; undefined when none has it. */
export async function findProvider(places: readonly string[], version: string): Promise<ProviderPackage | undefined> {
  for (const place of places) {
    const found = await searchBelow(place, version, DEPTH);
    if (found) return found;
  }
  return undefined;
}

async function searchBelow(folder: string, version: string, depth: number): Promise<ProviderPackage | undefined> {
  for (const host of HOSTS) {
    const found = await packageIn(join(folder, host, 'hashicorp', 'aws'), version);
    if (found) return found;
  }
  if (depth === 0) return undefined;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const below = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).slice(0, WIDTH);
  for (const entry of below) {
    const found = await searchBelow(join(folder, entry.name), version, depth - 1);
    if (found) return found;
  }
  return undefined;
}

async function packageIn(folder: string, version: string): Promise<ProviderPackage | undefined> {
  const unpacked = join(folder, version, terraformPlatform());
  const files = await readdir(unpacked).catch(() => []);
  if (files.some((file) => file.startsWith('terraform-provider-aws'))) return { path: unpacked, packed: false };
  const zip = join(folder, `terraform-provider-aws_${version}_${terraformPlatform()}.zip`);
  const isFile = await stat(zip).then(
    (entry) => entry.isFile(),
    () => false,
  );
  return isFile ? { path: zip, packed: true } : undefined;
}

/**
 * A mirror of our own in `folder` that holds just this package, by link, under the registry host the tool asks for: so
 * what was laid out for Terraform serves OpenTofu too, and nothing else in the folder found can get in the way.
 */
export async function linkMirror(
  folder: string,
  host: string,
  version: string,
  found: ProviderPackage,
): Promise<string> {
  const provider = join(folder, host, 'hashicorp', 'aws');
  const link = found.packed
    ? join(provider, `terraform-provider-aws_${version}_${terraformPlatform()}.zip`)
    : join(provider, version, terraformPlatform());
  const target = await realpath(found.path);
  if ((await realpath(link).catch(() => undefined)) === target) return folder;
  await mkdir(dirname(link), { recursive: true });
  // Moved into place, so that a Terraform of another stack never finds it missing.
  const partial = `${link}.${randomUUID()}`;
  await symlink(target, partial);
  await rename(partial, link).catch(async () => {
    await rm(link, { recursive: true, force: true });
    await rename(partial, link);
  });
  return folder;
}
