import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installedProvider, prepareInstallation, writeRunConfig } from '../../../infra/terraform/cli-config';
import { locateTerraform, type Tool } from '../../../infra/terraform/locate';
import { scratch } from './support';

export const AWS_PROVIDER_VERSION = '5.100.0';

export interface Run {
  readonly code: number | null;
  readonly output: string;
}

export interface Terraform {
  init(folder: string): Promise<Run>;
  validate(folder: string): Promise<Run>;
  /** Runs one command in a stack's folder; `onLine` hears its output as it comes. */
  run(folder: string, args: readonly string[], env?: NodeJS.ProcessEnv, onLine?: (line: string) => void): Promise<Run>;
}

/** Terraform with a provider from this machine, or why there is none. */
export async function findTerraform(): Promise<Terraform | string> {
  const tool = await locateTerraform(process.env);
  if ('problem' in tool) return `${tool.problem.summary} ${tool.problem.next}`;
  const home = scratch();
  const { cliConfig, env } = await prepareInstallation(home, tool, AWS_PROVIDER_VERSION, process.env);
  const base = { ...env, PATH: process.env['PATH'], HOME: home, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  const forInit = { ...base, TF_CLI_CONFIG_FILE: cliConfig };
  return {
    init: (folder) => run(tool, folder, ['init', '-input=false', '-no-color'], forInit, undefined),
    validate: (folder) => run(tool, folder, ['validate', '-json'], forInit, undefined),
    run: async (folder, args, more, onLine) => {
      // Without this, each command would hash the whole provider again.
      const runConfig = await writeRunConfig(folder, installedProvider(folder, tool, AWS_PROVIDER_VERSION));
      return run(tool, folder, args, { ...base, TF_CLI_CONFIG_FILE: runConfig, ...more }, onLine);
    },
  };
}

function run(
  tool: Tool,
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: ((line: string) => void) | undefined,
): Promise<Run> {
  const [command, ...first] = tool.command;
  return new Promise((resolve, reject) => {
    const child = spawn(command!, [...first, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      for (const line of chunk.toString().split('\n')) onLine?.(line);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

export interface Moto {
  readonly endpoint: string;
  /** Calls one action of a JSON service, such as `secretsmanager.GetSecretValue`. */
  call(target: string, body: object): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** A moto server of its own on a free port, or why there is none. */
export async function startMoto(region: string): Promise<Moto | string> {
  if (!onPath('moto_server')) return 'moto_server is not on PATH: install it with `pip install "moto[server]==5.2.1"`.';
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  await ready(`${endpoint}/moto-api/`, child);
  return {
    endpoint,
    call: async (target, body) => {
      const service = target.split('.')[0]!.toLowerCase().replace(/_.*/, '');
      const scope = service === 'amazonssm' ? 'ssm' : service.replace(/^resourcegroupstaggingapi$/, 'tagging');
      const answer = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': target,
          authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${scope}/aws4_request, SignedHeaders=host, Signature=0`,
        },
        body: JSON.stringify(body),
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

const onPath = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    if (child.exitCode !== null) throw new Error('moto_server ended at once');
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await sleep(250);
  }
  child.kill('SIGKILL');
  throw new Error('moto_server did not answer within a minute');
}

/** State file of a stack as text. */
export const stateText = (folder: string, stack: string): string =>
  readFileSync(join(folder, `${stack}.tfstate`), 'utf8');
