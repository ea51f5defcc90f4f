import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { variablesFor } from '../../infra/stacks/variables';
import { synthInProcess } from '../../infra/synth/in-process';
import { createProvisioner, locateTerraform } from '../../infra/terraform';
import { startLocalAws } from '../../local/aws';
import { createCredentials } from '../../workshop/credentials';
import type { Workshop } from '../../workshop/workshop';
import { benchWorkshop } from '../workshop';
import { COURSES_FILE, coursesOf } from './calls';
import { graphsOf } from './graph';

const SEATS = 2;
const DOMAIN = 'lab.example.org';

/**
 * Applies a small workshop of each exposure with real Terraform to a local AWS that takes as long as AWS does, and writes down
 * what the AWS provider calls for each type of resource and where it waits. Ten minutes, nearly all of them waiting.
 */
export async function measureCalls(say: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-calls-'));
  const aws = await startLocalAws({ port: 0, dataDir: folder, speed: 1 });
  try {
    if (!aws.controlPlane) throw new Error('moto is needed to count calls');
    const env = { ...process.env, ...aws.environment };
    const ports = { ...benchWorkshop(SEATS), suffix: 'port01' };
    const hosts = { ...hostsWorkshop(await makeZone(env)), suffix: 'host01' };
    const logs: string[] = [];
    const run = async (workshop: Workshop, stack: string): Promise<void> => {
      say(`${workshop.spec.exposure.kind}: ${stack} ...`);
      const log = join(folder, `${workshop.suffix}-${stack}.log`);
      await apply(env, folder, log, workshop, stack);
      logs.push(readFileSync(log, 'utf8'));
    };
    await Promise.all([
      run(ports, 'network').then(() => Promise.all([run(ports, 'batch-001'), run(crowded(ports), 'database')])),
      run(hosts, 'network').then(() => run(hosts, 'batch-001')),
    ]);
    const silent = [ports, hosts]
      .flatMap(graphsOf)
      .flatMap(({ nodes }) => nodes.map(({ type }) => [type, ''] as const));
    const courses = Object.entries({ ...Object.fromEntries(silent), ...coursesOf(logs) });
    const sorted = courses.filter(([type]) => type.includes('aws_')).sort(([a], [b]) => a.localeCompare(b));
    writeFileSync(COURSES_FILE, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  } finally {
    await aws.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With so many seats that their database has parameters of its own. */
const crowded = (workshop: Workshop): Workshop => ({ ...workshop, spec: { ...workshop.spec, seats: 1000 } });

/** Everything that can be chosen: names on 443, volumes, a way out. */
const hostsWorkshop = (zone: string): Workshop => {
  const workshop = benchWorkshop(SEATS, {
    exposure: { kind: 'hosts', domain: DOMAIN, zone, certificate: undefined },
    storage: { kind: 'volume', size: 20 },
    internet: 'nat',
  });
  return { ...workshop, spec: { ...workshop.spec, name: 'named' } };
};

async function makeZone(env: NodeJS.ProcessEnv): Promise<string> {
  const client = new Route53Client({
    region: 'us-east-1',
    endpoint: env['AWS_ENDPOINT_URL']!,
    credentials: { accessKeyId: env['AWS_ACCESS_KEY_ID']!, secretAccessKey: env['AWS_SECRET_ACCESS_KEY']! },
  });
  const { HostedZone } = await client.send(new CreateHostedZoneCommand({ Name: DOMAIN, CallerReference: DOMAIN }));
  return HostedZone!.Id!.replace('/hostedzone/', '');
}

async function apply(
  env: NodeJS.ProcessEnv,
  folder: string,
  log: string,
  workshop: Workshop,
  stack: string,
): Promise<void> {
  const tool = await locateTerraform(process.env);
  if ('problem' in tool) throw new Error(tool.problem.summary);
  const credentials = createCredentials('0'.repeat(64));
  const provisioner = createProvisioner({
    // Its environment is Usher's affair; the provider's log is ours.
    tool: { ...tool, command: ['env', 'TF_LOG_PROVIDER=DEBUG', `TF_LOG_PATH=${log}`, ...tool.command] },
    dataDir: folder,
    env,
    clock: { now: () => new Date(), sleep: (ms) => sleep(ms) },
    synth: async (request) => synthInProcess(request),
    variables: (of, name) => variablesFor(of, name, credentials),
  });
  const ami = await provisioner.resolveAmi(workshop);
  for await (const event of provisioner.apply({ ...workshop, ami }, stack, new AbortController().signal)) {
    if (event.type === 'failed') throw new Error(`${stack}: ${event.problem.summary} ${event.problem.cause ?? ''}`);
  }
}
