import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Problem } from '../../workshop/problems';

/** A Terraform or OpenTofu that Usher can drive. */
export interface Tool {
  readonly kind: 'terraform' | 'tofu';
  /** Argument vector to start it with: politely where `nice` exists, so that the bot answers while Terraform works. */
  readonly command: readonly string[];
  /** `1.11.4` */
  readonly version: string;
}

/** Write-only arguments, which keep secrets out of the state, came with this version of both tools. */
const OLDEST = [1, 11] as const;

/** Host a provider address without one stands for. */
export const registryOf = (tool: Tool): string =>
  tool.kind === 'tofu' ? 'registry.opentofu.org' : 'registry.terraform.io';

/** The first `terraform` or `tofu` on PATH that is new enough, or why there is none. */
export async function locateTerraform(env: NodeJS.ProcessEnv): Promise<Tool | { readonly problem: Problem }> {
  const tooOld: string[] = [];
  for (const kind of ['terraform', 'tofu'] as const) {
    for (const path of await onPath(kind, env)) {
      const version = await versionOf(path, env);
      if (version === undefined) continue;
      if (isNewEnough(version)) return { kind, command: [...(await politely(env)), path], version };
      tooOld.push(`${kind} ${version}`);
    }
  }
  return { problem: missing(tooOld) };
}

/** True for 1.11 and later. */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

const politely = async (env: NodeJS.ProcessEnv): Promise<string[]> => {
  const [nice] = await onPath('nice', env);
  return nice ? [nice, '-n', '5'] : [];
};

async function onPath(name: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const found = await Promise.all(
    folders.map(async (folder) => {
      const path = join(folder, name);
      return access(path, constants.X_OK).then(
        () => [path],
        () => [],
      );
    }),
  );
  return found.flat();
}

async function versionOf(path: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(path, ['version', '-json'], {
      env: { PATH: env['PATH'], HOME: env['HOME'], CHECKPOINT_DISABLE: '1' },
      timeout: 20_000,
    });
    const version: unknown = (JSON.parse(stdout) as Record<string, unknown>)['terraform_version'];
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

function missing(tooOld: readonly string[]): Problem {
  const wanted = `${OLDEST.join('.')} or later`;
  return {
    kind: 'missing-tool',
    summary: tooOld.length
      ? `Usher found ${tooOld.join(' and ')} on PATH and needs ${wanted}.`
      : 'Neither `terraform` nor `tofu` is on PATH.',
    next: `Install Terraform ${wanted} (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install) and start Usher again.`,
  };
}
