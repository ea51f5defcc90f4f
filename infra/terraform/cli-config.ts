import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { registryOf, type Tool } from './locate';
import { findProvider, linkMirror, terraformPlatform, usualPlaces } from './mirror';

/** How `init` gets the provider. */
export interface Installation {
  /** CLI configuration file for `init`. */
  readonly cliConfig: string;
  readonly env: Readonly<Record<string, string>>;
  /** True when all inits share one plugin cache, which Terraform does not guard against concurrent use. */
  readonly oneAtATime: boolean;
}

/**
 * Writes the CLI configuration for `init` into `folder`: from a mirror on this machine where one holds this version of the
 * AWS provider, else from the registry through a cache, so that a batch does not cost a download.
 */
export async function prepareInstallation(
  folder: string,
  tool: Tool,
  version: string,
  env: NodeJS.ProcessEnv,
  places?: readonly string[],
): Promise<Installation> {
  const host = registryOf(tool);
  const found = await findProvider(places ?? (await usualPlaces(env)), version);
  const oneAtATime = !found || found.packed;
  const cache = join(folder, 'plugin-cache');
  await mkdir(oneAtATime ? cache : folder, { recursive: true });
  const mirror = found ? await linkMirror(join(folder, 'mirror'), host, version, found) : undefined;
  const cliConfig = join(folder, `init-${version}.tfrc`);
  await writeFile(
    cliConfig,
    [...(oneAtATime ? [cacheDir(cache)] : []), ...(mirror ? [fromMirror(mirror, host)] : [])].join('\n'),
  );
  return { cliConfig, oneAtATime, env: oneAtATime ? { TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1' } : {} };
}

const cacheDir = (cache: string): string => `plugin_cache_dir = ${JSON.stringify(cache)}\n`;

const fromMirror = (mirror: string, host: string): string => `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ["${host}/hashicorp/aws"]
  }
  direct {
    exclude = ["${host}/hashicorp/aws"]
  }
}
`;

/** Where `init` puts the provider of a stack. */
export const installedProvider = (stackFolder: string, tool: Tool, version: string): string =>
  join(stackFolder, '.terraform/providers', registryOf(tool), 'hashicorp/aws', version, terraformPlatform());

/**
 * Writes the CLI configuration for everything after `init` into a stack's folder. `init` has verified the provider against
 * the lock file; without the override every single command would hash its 700 MB again, 1.5 CPU seconds each.
 */
export async function writeRunConfig(stackFolder: string, provider: string): Promise<string> {
  const file = join(stackFolder, 'run.tfrc');
  const overrides = `dev_overrides {\n    "hashicorp/aws" = ${JSON.stringify(provider)}\n  }`;
  await writeFile(file, `provider_installation {\n  ${overrides}\n  direct {}\n}\n`);
  return file;
}
