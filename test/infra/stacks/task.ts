import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { variablesFor } from '../../../infra/stacks/variables';
import type { Credentials } from '../../../workshop/ports/credentials';
import type { Workshop } from '../../../workshop/workshop';
import { scratch, synthJson, type StackJson } from './support';

/** A container of a synthesised task definition, as ECS gets it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly memory: number;
  readonly cpu: number;
  readonly entryPoint: string[];
  readonly command: string[];
  readonly environment?: { name: string; value: string }[];
  readonly secrets?: { name: string; valueFrom: string }[];
  readonly dependsOn?: { containerName: string; condition: string }[];
  readonly startTimeout?: number;
  readonly mountPoints: { sourceVolume: string; containerPath: string; readOnly: boolean }[];
  readonly healthCheck?: { command: string[]; startPeriod: number };
}

/** Containers of the task definition with this id, with what is escaped for Terraform as Terraform leaves it. */
export const containersOf = (stack: StackJson, id: string): Container[] => {
  const text = String(stack.resource['aws_ecs_task_definition']?.[id]?.['container_definitions']);
  return JSON.parse(text.replace(/([$%])\1(?=\{)/g, '$1')) as Container[];
};

/** What the host of a seat says of itself, as its user data writes it, with the load balancers called lb-1, lb-2. */
export function hostFile(stack: StackJson, label: string): string {
  const userData = String(stack.resource['aws_instance']?.[`host-${label}`]?.['user_data']);
  const text = /cat > \/etc\/usher\/seat\.env <<'EOF'\n(.*?)\nEOF\n/s.exec(userData)?.[1] ?? '';
  return `${text.replace(/\$\{[^}]*load_balancers\[(\d+)\]\}/g, (_, n: string) => `lb-${Number(n) + 1}`)}\n`;
}

const FOLDERS = { '/etc/usher': 'etc', '/run/usher': 'run', '/home/jovyan/work': 'work' } as const;

/** A folder that stands for a host and for the volumes of one task on it. */
export interface Root {
  readonly path: (name: 'etc' | 'run' | 'work') => string;
  /** The text with paths in containers as paths on this machine. */
  readonly here: (text: string) => string;
}

export function makeRoot(host: string | undefined): Root {
  const folder = scratch();
  for (const name of Object.values(FOLDERS)) mkdirSync(join(folder, name));
  if (host !== undefined) writeFileSync(join(folder, 'etc/seat.env'), host);
  return {
    path: (name) => join(folder, name),
    here: (text) =>
      Object.entries(FOLDERS).reduce((all, [there, name]) => all.replaceAll(there, join(folder, name)), text),
  };
}

/** Argument vector of a container on this machine; `shell` in place of the image's `sh`. */
export const argvOf = (container: Container, root: Root, shell: readonly string[] = ['sh']): string[] => {
  const [, ...rest] = container.entryPoint;
  return [...shell, ...rest, ...container.command].map(root.here);
};

/** Environment of a container as ECS would make it, and nothing of this process but PATH. */
export function environmentOf(container: Container, secrets: Readonly<Record<string, string>>): Record<string, string> {
  const own = (container.environment ?? []).map(({ name, value }) => [name, value]);
  const secret = (container.secrets ?? []).map(({ name, valueFrom }) => [
    name,
    secrets[/([^:}]+)::$/.exec(valueFrom)?.[1] ?? ''] ?? '',
  ]);
  return { PATH: process.env['PATH'] ?? '', ...Object.fromEntries([...own, ...secret]) } as Record<string, string>;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function run(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const [file = '', ...args] = argv;
  try {
    return { code: 0, ...(await promisify(execFile)(file, args, { env, timeout: 20_000 })) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

/** Stack of the batch and what its secret holds. */
export const batchOf = (workshop: Workshop, stack: string, credentials: Credentials) => ({
  json: synthJson(workshop, stack),
  secrets: JSON.parse(variablesFor(workshop, stack, credentials)['seat_words']!) as Record<string, string>,
});

/** Shells of this machine that images have: dash, bash (which takes a socket for rsh and would read its files) and busybox. */
export const shells = (): { name: string; argv: string[] }[] =>
  ['sh', 'dash', 'bash --norc', 'busybox sh']
    .map((name) => ({ name, argv: name.split(' ') }))
    .filter(({ argv: [file = '', ...args] }) => {
      try {
        execFileSync(file, [...args, '-c', 'exit 0'], { stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    });
