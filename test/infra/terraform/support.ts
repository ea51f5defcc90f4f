import { mkdtempSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tool } from '../../../infra/terraform';
import { createProvisioner, type ProvisionerOptions } from '../../../infra/terraform/provisioner';
import type { SynthRequest } from '../../../infra/synth/request';
import { tagsOf } from '../../../infra/names';
import type { Clock } from '../../../workshop/ports/clock';
import type { Provisioner, StackEvent } from '../../../workshop/ports/provisioner';
import { exampleWorkshop } from '../../support/workshop';

export const REGION = 'eu-west-1';
export const SECRET = 'heron-maple-violet-42';

export const workshop = exampleWorkshop({
  id: 'w-1',
  spec: { seats: 3 },
  suffix: 'ab12cd',
  state: 'deploying',
  ami: 'ami-12c6146b',
  rotation: 1,
});

export const scratch = (): string => mkdtempSync(join(tmpdir(), 'usher-terraform-'));
export const removeScratch = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

export const clock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    await sleep(Math.min(ms, 500), undefined, signal ? { signal } : {}).catch(() => undefined);
  },
};

type Bodies = Record<string, Record<string, object>>;

/** Resources by address (`aws_vpc.net`) become a stack; all that is AWS's carry the tags of this stack. */
export function synthOf(resources: () => Record<string, object>) {
  return async ({ workshop: of, stack, outDir, backend }: SynthRequest): Promise<void> => {
    const resource: Bodies = {};
    for (const [address, body] of Object.entries(resources())) {
      const [type = '', name = ''] = address.split('.');
      const tags = TAGGED.has(type) ? { tags: { ...tagsOf(of, stack), 'usher:address': address } } : {};
      (resource[type] ??= {})[name] = { ...body, ...tags };
    }
    const path = backend.kind === 'local' ? join(backend.folder, `${stack}.tfstate`) : '';
    const config = {
      terraform: {
        required_version: '>= 1.11.0',
        required_providers: { aws: { source: 'aws', version: '5.100.0' } },
        backend:
          backend.kind === 'local'
            ? { local: { path } }
            : {
                s3: {
                  bucket: backend.bucket,
                  key: `${backend.prefix}/${stack}.tfstate`,
                  region: backend.region,
                  use_lockfile: true,
                  use_path_style: true,
                  skip_credentials_validation: true,
                },
              },
      },
      provider: { aws: [{ region: of.spec.region, s3_use_path_style: true, skip_credentials_validation: true }] },
      variable: { word: { type: 'string', default: null, sensitive: true, ephemeral: true } },
      resource,
      output: { load_balancers: { value: ['127.1.2.3'] } },
    };
    await mkdir(outDir, { recursive: true });
    await writeFile(join(outDir, 'cdk.tf.json'), JSON.stringify(config, null, 2));
  };
}

const TAGGED = new Set([
  'aws_iam_role',
  'aws_vpc',
  'aws_subnet',
  'aws_instance',
  'aws_cloudwatch_log_group',
  'aws_secretsmanager_secret',
]);

export const vpc = { 'aws_vpc.net': { cidr_block: '10.0.0.0/16' } };
export const host = (label: string): Record<string, object> => ({
  'aws_subnet.a': { vpc_id: '${aws_vpc.net.id}', cidr_block: '10.0.0.0/20', availability_zone: `${REGION}a` },
  [`aws_instance.host-${label}`]: {
    ami: 'ami-12c6146b',
    instance_type: 't3.micro',
    subnet_id: '${aws_subnet.a.id}',
  },
});
export const foundation = { 'terraform_data.foundation': { input: '${aws_vpc.net.id}' } };
export const logGroup = { 'aws_cloudwatch_log_group.log': { name: '/usher/nov' } };
export const secret = {
  'aws_secretsmanager_secret.words': { name: 'usher/nov-ab12cd/network', recovery_window_in_days: 0 },
  'aws_secretsmanager_secret_version.words': {
    secret_id: '${aws_secretsmanager_secret.words.id}',
    secret_string_wo: '${var.word}',
    secret_string_wo_version: 1,
  },
};

export const awsEnvironment = (endpoint: string): NodeJS.ProcessEnv => ({
  ...process.env,
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: REGION,
  USHER_SECRET: SECRET,
});

export function provisionerFor(
  endpoint: string,
  dataDir: string,
  tool: Tool,
  resources: () => Record<string, object>,
  more: Partial<ProvisionerOptions> = {},
): Provisioner {
  return createProvisioner({
    tool,
    dataDir,
    env: awsEnvironment(endpoint),
    clock,
    synth: synthOf(resources),
    variables: () => ({ word: SECRET }),
    ...more,
  });
}

/** Every event; `onEvent` hears them as they come. */
export async function collect(
  events: AsyncIterable<StackEvent>,
  onEvent: (event: StackEvent) => void | Promise<void> = () => undefined,
): Promise<StackEvent[]> {
  const all: StackEvent[] = [];
  for await (const event of events) {
    all.push(event);
    await onEvent(event);
  }
  return all;
}

export const stackFolder = (dataDir: string, stack: string): string =>
  join(dataDir, 'terraform', `nov-${workshop.suffix}`, stack);

/** Waits until the log of a running command holds this text. */
export async function untilLogged(dataDir: string, stack: string, command: string, text: string): Promise<void> {
  for (let tries = 0; tries < 4000; tries += 1) {
    const log = await readFile(join(stackFolder(dataDir, stack), `${command}.jsonl`), 'utf8').catch(() => '');
    if (log.includes(text)) return;
    await sleep(50);
  }
  throw new Error(`no "${text}" in the log of ${command}`);
}

/** Process id of the Terraform at work. */
export async function terraformPid(dataDir: string, stack: string): Promise<number> {
  const record = JSON.parse(await readFile(join(stackFolder(dataDir, stack), 'owner.json'), 'utf8')) as {
    terraform: { pid: number };
  };
  return record.terraform.pid;
}
