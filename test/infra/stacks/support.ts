import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppSpec } from '../../../workshop/apps';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import type { Credentials } from '../../../workshop/ports/credentials';
import type { Workshop, WorkshopOptions } from '../../../workshop/workshop';
import { synthInProcess } from '../../../infra/synth/in-process';
import type { StateBackend } from '../../../infra/synth/request';
import { exampleWorkshop } from '../../support/workshop';

export interface TestWorkshop {
  readonly name?: string;
  readonly suffix?: string;
  readonly seats?: number;
  readonly batchSize?: number;
  readonly apps?: readonly AppSpec[];
  readonly ami?: string | undefined;
  readonly options?: Partial<WorkshopOptions>;
}

export const testWorkshop = (given: TestWorkshop = {}): Workshop => {
  const { name = 'nov', suffix = 'abc123', seats = 2, batchSize = 10, apps = DEFAULT_APPS, options } = given;
  const ami = 'ami' in given ? given.ami : 'ami-12345678';
  return exampleWorkshop({ id: 'workshop-1', spec: { ...options, name, seats, batchSize, apps }, suffix, ami });
};

/** Words that no file of a stack may ever hold: all of them begin with `classified`. */
export const testCredentials: Credentials = {
  seatPassword: (_, no) => `classified-word-${no}`,
  databasePassword: () => 'classifiedMaster0123456789abcdefghijklmn',
  joinCode: () => 'classified-code',
  seatKey: (_, no, purpose) => `classified-${purpose}-${no}`,
};

export const scratch = (): string => mkdtempSync(join(tmpdir(), 'usher-stacks-'));

type Resources = Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;

/** A synthesised stack as plain data, loosely typed: tests look into it. */
export interface StackJson {
  readonly text: string;
  readonly terraform: { backend: Record<string, Record<string, unknown>>; required_version: string };
  readonly provider: { aws: Record<string, unknown>[] };
  readonly resource: Resources;
  readonly data: Resources;
  readonly variable: Record<string, Record<string, unknown>>;
  readonly output: Record<string, { value: unknown }>;
}

export function synthJson(workshop: Workshop, stack: string, backend?: StateBackend, endpoint?: string): StackJson {
  const folder = scratch();
  const { file } = synthInProcess({
    workshop,
    stack,
    outDir: join(folder, 'out'),
    backend: backend ?? { kind: 'local', folder: '/state' },
    endpoint,
  });
  const text = readFileSync(file, 'utf8');
  return { text, ...(JSON.parse(text) as Omit<StackJson, 'text'>) };
}

/** `aws_ecs_service.jupyter-007` of everything the stack manages. */
export const addressesOf = (stack: StackJson): string[] =>
  Object.entries(stack.resource).flatMap(([type, members]) => Object.keys(members).map((name) => `${type}.${name}`));
