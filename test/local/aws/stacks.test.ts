import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ListTasksCommand, DescribeServicesCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { variablesFor } from '../../../infra/stacks/variables';
import { synthInProcess } from '../../../infra/synth/in-process';
import { createCredentials } from '../../../workshop/credentials';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { planSeat, seatUrl } from '../../../workshop/seat-plan';
import { DEFAULT_OPTIONS, type Workshop, type WorkshopSpec } from '../../../workshop/workshop';
import { basic, startBench, statusOf, until, type Bench } from './scenario';

const spec: WorkshopSpec = {
  ...DEFAULT_OPTIONS,
  // Its hosts join only where the volumes are made and attached as well.
  storage: { kind: 'volume', size: 20 },
  name: 'nov',
  seats: 2,
  batchSize: 10,
  region: 'eu-west-1',
  instanceType: 't3.xlarge',
  apps: DEFAULT_APPS,
};
const workshop = {
  id: 'w-1',
  spec,
  suffix: 'ab12cd',
  rotation: 0,
  ami: 'ami-0123456789abcdef0',
  loadBalancers: [],
} as unknown as Workshop;
const credentials = createCredentials('a secret that is long enough for a test');

describe('the data plane without moto, filled with synthesised stacks', () => {
  let bench: Bench;
  let loadBalancers: string[];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'usher-stacks-'));
  const url = (seat: number, app: number) => {
    const plan = planSeat(spec, seat);
    return seatUrl(loadBalancers, plan, plan.apps[app]!)!;
  };

  const send = (stack: string, init: RequestInit) =>
    fetch(`${bench.aws.endpoint}/_local/stacks/nov-ab12cd/${stack}`, init);
  async function fill(stack: string): Promise<{ loadBalancers: string[] }> {
    const { file } = synthInProcess({
      workshop,
      stack,
      outDir: path.join(folder, stack),
      backend: { kind: 'local', folder },
      endpoint: bench.aws.endpoint,
    });
    const config: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const variables = variablesFor(workshop, stack, credentials);
    const response = await send(stack, { method: 'POST', body: JSON.stringify({ config, variables }) });
    expect(response.status).toBe(200);
    return (await response.json()) as { loadBalancers: string[] };
  }

  beforeAll(async () => {
    bench = await startBench({ moto: 'none' });
    ({ loadBalancers } = await fill('network'));
    await fill('batch-001');
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await bench?.stop();
  });

  it('says that there is no control plane', async () => {
    expect(bench.aws.controlPlane).toBe(false);
    expect(await (await fetch(`${bench.aws.endpoint}/_local`)).json()).toMatchObject({
      local: true,
      controlPlane: false,
    });
    expect(bench.aws.notes.join(' ')).toMatch(/moto/);
  });

  it('gives the loopback address of every load balancer', () => {
    expect(loadBalancers).toEqual([expect.stringMatching(/^127\./)]);
  });

  it('brings up the app that needs no database, with the words of its seat', async () => {
    await until(async () => (await statusOf(`${url(2, 0)}api`)) === 200, 'Jupyter of seat 2');
    const page = await fetch(url(2, 0), { headers: basic('seat-002', credentials.seatPassword(workshop, 2)) });
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/seat <b>002<\/b>/);
    expect(await statusOf(url(2, 0), { headers: basic('seat-002', credentials.seatPassword(workshop, 1)) })).toBe(401);
  });

  it('brings up the app that needs one only when the database is there', async () => {
    expect(await statusOf(`${url(1, 1)}api/v2/monitor/health`)).toBe(503);
    await fill('database');
    await until(async () => (await statusOf(`${url(1, 1)}api/v2/monitor/health`)) === 200, 'Airflow of seat 1');
  });

  it('answers the calls by which a workshop is watched and mended', async () => {
    const { ecs, elb, config } = bench;
    const cluster = 'usher-nov';
    const { taskArns } = await ecs.send(new ListTasksCommand({ cluster, serviceName: 'nov-jupyter-001' }));
    await ecs.send(new StopTaskCommand({ cluster, task: taskArns![0]! }));
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: ['nov-jupyter-001'] }));
    expect(services![0]).toMatchObject({ serviceName: 'nov-jupyter-001', runningCount: 0, desiredCount: 1 });
    await until(async () => {
      const now = await ecs.send(new ListTasksCommand({ cluster, serviceName: 'nov-jupyter-001' }));
      return now.taskArns!.length > 0 && now.taskArns![0] !== taskArns![0];
    }, 'a new task');
    const TargetGroupArn = services![0]!.loadBalancers![0]!.targetGroupArn;
    const health = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    expect(health.TargetHealthDescriptions).toBeDefined();
    const settings = { region: config.region!, endpoint: config.endpoint!, credentials: config.credentials! };
    const sts = new STSClient(settings as object);
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012');
    const tags = new ResourceGroupsTaggingAPIClient(settings as object);
    const tagged = await tags.send(
      new GetResourcesCommand({ TagFilters: [{ Key: 'usher:workshop', Values: ['nov'] }] }),
    );
    expect(tagged.ResourceTagMappingList!.length).toBeGreaterThan(20);
    sts.destroy();
    tags.destroy();
  });

  it('leaves nothing behind when the stacks are removed', async () => {
    for (const stack of ['batch-001', 'database', 'network']) await send(stack, { method: 'DELETE' });
    expect(await statusOf(url(1, 0))).toBe(0);
    const tags = new ResourceGroupsTaggingAPIClient({ ...(bench.config as object) });
    const tagged = await tags.send(
      new GetResourcesCommand({ TagFilters: [{ Key: 'usher:workshop', Values: ['nov'] }] }),
    );
    tags.destroy();
    expect(tagged.ResourceTagMappingList).toEqual([]);
  });
});
