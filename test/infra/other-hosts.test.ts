import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient, ListContainerInstancesCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createCloud } from '../../infra/aws';
import { clientConfig } from '../../infra/terraform/client-config';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import { nextPlacement } from '../../workshop/next-placement';
import type { ApplyOptions, Placement, StackEvent } from '../../workshop/ports/provisioner';
import type { Workshop } from '../../workshop/workshop';
import { basic, statusOf, until } from '../local/aws/scenario';
import { startRegion, type Region } from '../support/region';
import { testWorkshop } from './stacks/support';
import { describeReal } from './terraform/real';

const PATIENCE = 10 * 60_000;
const BATCH = 'batch-001';

/** Each test starts where the one before ended. */
describeReal('hosts that go elsewhere or are made anew, by Terraform', () => {
  let region: Region;
  let ec2: EC2Client;
  let ecs: ECSClient;
  let workshop: Workshop;
  const placements = new Map<number, Placement>();

  beforeAll(async () => {
    region = await startRegion();
    ec2 = new EC2Client(clientConfig(region.env, 'eu-west-1'));
    ecs = new ECSClient(clientConfig(region.env, 'eu-west-1'));
    const apps = DEFAULT_APPS.filter((app) => !app.database);
    workshop = await region.up(testWorkshop({ seats: 2, apps, ami: undefined }), 'network');
  }, PATIENCE);
  afterAll(async () => {
    ec2?.destroy();
    ecs?.destroy();
    await region?.stop();
  });

  async function apply(options: ApplyOptions, onEvent: (event: StackEvent) => void = () => undefined) {
    const events: StackEvent[] = [];
    for await (const event of region.provisioner.apply(workshop, BATCH, new AbortController().signal, options)) {
      events.push(event);
      onEvent(event);
    }
    return events;
  }
  /** Living instances of a seat: where and what they are. */
  async function hosts(no: number) {
    const Filters = [
      { Name: 'tag:usher:seat', Values: [`00${no}`] },
      { Name: 'instance-state-name', Values: ['pending', 'running'] },
    ];
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
    return Reservations.flatMap(({ Instances = [] }) =>
      Instances.map(({ InstanceId: id, Placement: place }) => ({ id, zone: place?.AvailabilityZone })),
    );
  }
  const launches = () => region.aws.calls.get('ec2:RunInstances') ?? 0;
  const answers = (no: number) => {
    const headers = basic(`seat-00${no}`, region.credentials.seatPassword(workshop, no));
    const url = `http://${workshop.loadBalancers[0]}:${8000 + no}/`;
    return until(async () => (await statusOf(url, { headers })) === 200, `seat ${no} to answer`);
  };
  const clusterHosts = async () =>
    (await ecs.send(new ListContainerInstancesCommand({ cluster: 'usher-nov' }))).containerInstanceArns ?? [];

  it(
    'says after six attempts which seat AWS has no capacity for, and makes the others',
    async () => {
      region.aws.fault({ kind: 'capacity', zone: 'eu-west-1a' });
      const events = await apply({});
      expect(events.filter(({ type }) => type === 'resource-failed')).toEqual([
        {
          type: 'resource-failed',
          address: 'aws_instance.host-001',
          seat: 1,
          problem: expect.objectContaining({ kind: 'capacity' }),
        },
      ]);
      expect(events.at(-1)).toMatchObject({ type: 'failed', problem: { kind: 'capacity' } });
      // Six attempts, whose pauses are about a minute; left to itself the provider makes 25, which take an hour.
      expect(launches()).toBe(6 + 1);
      await answers(2);
    },
    PATIENCE,
  );

  it(
    'makes that seat in the other zone, and nothing twice',
    async () => {
      placements.set(1, nextPlacement(workshop.spec, 1, [])!);
      const [second] = await hosts(2);
      const events = await apply({ placements });
      expect(events.at(-1)).toMatchObject({ type: 'done' });
      expect(await hosts(1)).toMatchObject([{ zone: 'eu-west-1b' }]);
      expect(await hosts(2)).toEqual([second]);
      expect(launches()).toBe(6 + 1 + 1);
      await answers(1);
      expect(await apply({ placements })).toContainEqual({ type: 'planned', total: 0 });
      region.aws.fault({ kind: 'clear' });
    },
    PATIENCE,
  );

  it(
    'neither moves nor stops a host that stands, whatever it is told',
    async () => {
      const refused = await apply({});
      expect(refused.at(-1)).toMatchObject({
        type: 'failed',
        problem: { summary: expect.stringContaining('replace `aws_instance.host-001`') },
      });
      const other = await apply({ placements: new Map([[1, { zone: 1, instanceType: 'm5.xlarge' }]]) });
      expect(other.at(-1)).toMatchObject({
        type: 'failed',
        problem: { summary: expect.stringContaining('stop `aws_instance.host-001`') },
      });
      expect(await apply({ placements })).toContainEqual({ type: 'planned', total: 0 });
    },
    PATIENCE,
  );

  it(
    'makes the host of a seat anew that hangs, takes the old one off the cluster, and does it once',
    async () => {
      const [first, [before]] = [await hosts(1), await hosts(2)];
      region.aws.fault({ kind: 'hang', seat: '002' });
      const inspect = async () => (await createCloud({ env: region.env }).inspect(workshop)).seats.get(2);
      await until(async () => (await inspect())?.agentConnected === false, 'the agent to be missed');
      const order: ApplyOptions = { placements, replace: [2], replaceOrderedAt: new Date() };
      expect((await apply(order)).at(-1)).toMatchObject({ type: 'done' });
      const [after, ...more] = await hosts(2);
      expect(more).toEqual([]);
      expect(after?.id).not.toBe(before?.id);
      expect(await hosts(1)).toEqual(first);
      await answers(2);
      expect(await clusterHosts()).toHaveLength(2);
      expect(await apply(order)).toContainEqual({ type: 'planned', total: 0 });
      expect(await hosts(2)).toEqual([after]);
    },
    PATIENCE,
  );

  it(
    'ends with one host where it is killed while it makes the new one, and repeated',
    async () => {
      const before = launches();
      const order: ApplyOptions = { placements, replace: [1], replaceOrderedAt: new Date() };
      const run = apply(order);
      while (launches() === before) await sleep(20);
      const record = await readFile(join(region.folderOf(workshop), BATCH, 'owner.json'), 'utf8');
      const { terraform } = JSON.parse(record) as { terraform: { pid: number } };
      while ((await hosts(1)).length === 0) await sleep(20);
      process.kill(-terraform.pid, 'SIGKILL');
      expect((await run).at(-1)).toMatchObject({ type: 'failed', problem: { kind: 'interrupted' } });
      const made = await hosts(1);
      expect(made).toHaveLength(1);
      expect((await apply(order)).at(-1)).toMatchObject({ type: 'done' });
      expect(await hosts(1)).toEqual(made);
      expect(launches()).toBe(before + 1);
      await answers(1);
      expect(await apply(order)).toContainEqual({ type: 'planned', total: 0 });
    },
    PATIENCE,
  );

  it(
    'goes without a trace, a host whose agent never came and one that hangs with it',
    async () => {
      region.aws.fault({ kind: 'silent', seat: '002' });
      expect((await apply({ placements, replace: [2] })).at(-1)).toMatchObject({ type: 'done' });
      region.aws.fault({ kind: 'hang', seat: '001' });
      await until(
        async () => (await createCloud({ env: region.env }).inspect(workshop)).seats.get(1)?.agentConnected === false,
        'the agent to be missed',
      );
      const seats = (await createCloud({ env: region.env }).inspect(workshop)).seats;
      expect(seats.get(2)).toMatchObject({ host: 'running', agentConnected: false });
      await region.down(workshop, BATCH, 'network');
      expect(await hosts(1)).toEqual([]);
      expect(await createCloud({ env: region.env }).leftovers(workshop)).toEqual([]);
    },
    PATIENCE,
  );
});
