import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeContainerInstancesCommand, ECSClient, ListContainerInstancesCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createArchive } from '../../infra/archive';
import { createCloud, createHostNumbers } from '../../infra/aws';
import { createHostShell } from '../../infra/host-shell';
import { clientConfig } from '../../infra/terraform/client-config';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import type { HostOrder, HostScript } from '../../workshop/ports/host-shell';
import type { ApplyOptions, Placement, StackEvent } from '../../workshop/ports/provisioner';
import { numberValues } from '../../workshop/swap';
import type { Workshop } from '../../workshop/workshop';
import { basic, statusOf, until } from '../local/aws/scenario';
import { startRegion, type Region } from '../support/region';
import { testWorkshop } from './stacks/support';
import { describeReal } from './terraform/real';

const PATIENCE = 10 * 60_000;
const [FIRST, SECOND] = ['batch-001', 'batch-002'];
/** Seat 2 stands in zone b and batch 1, the spare in zone a and batch 2. */
const [SEAT, SPARE] = [2, 3];

/** Each test starts where the one before ended. */
describeReal('a seat that moves to the host of a spare, and the Terraform of both', () => {
  let region: Region;
  let ec2: EC2Client;
  let ecs: ECSClient;
  let workshop: Workshop;
  const placements = new Map<number, Placement>();
  const never = new AbortController().signal;
  const numbers = () => createHostNumbers({ env: region.env });

  beforeAll(async () => {
    region = await startRegion();
    ec2 = new EC2Client(clientConfig(region.env, 'eu-west-1'));
    ecs = new ECSClient(clientConfig(region.env, 'eu-west-1'));
    const apps = DEFAULT_APPS.filter((app) => !app.database);
    workshop = await region.up(
      testWorkshop({ seats: 3, batchSize: 2, apps, ami: undefined, options: { spares: 1 } }),
      'network',
      FIRST,
      SECOND,
    );
    for (const no of [1, 2, 3]) await answers(no);
  }, PATIENCE);
  afterAll(async () => {
    ec2?.destroy();
    ecs?.destroy();
    await region?.stop();
  });

  const url = (no: number) => `http://${workshop.loadBalancers[0]}:${8000 + no}/`;
  const headers = (no: number) => basic(`seat-00${no}`, region.credentials.seatPassword(workshop, no));
  const answers = (no: number) =>
    until(async () => (await statusOf(url(no), { headers: headers(no) })) === 200, `seat ${no} to answer`);
  const page = async (no: number) => (await fetch(url(no), { headers: headers(no) })).text();
  async function tell(script: HostScript, order: HostOrder) {
    for await (const result of createHostShell({ env: region.env, pollMs: 20 }).run(workshop, script, [order], never))
      return result;
    return undefined;
  }
  async function apply(stack: string, options: ApplyOptions = {}) {
    const events: StackEvent[] = [];
    for await (const event of region.provisioner.apply(workshop, stack, never, { placements, ...options })) {
      events.push(event);
    }
    return events;
  }
  /** Living instances and their seats. */
  async function hosts() {
    const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
    const all = Reservations.flatMap(({ Instances = [] }) => Instances);
    return Object.fromEntries(
      all.map(({ Tags = [], InstanceId }) => [Tags.find(({ Key }) => Key === 'usher:seat')?.Value, InstanceId]),
    );
  }

  it(
    'answers at its own address with its own password, and has its file',
    async () => {
      const notes = new URLSearchParams({ notes: 'half a thought' });
      expect(await statusOf(`${url(SEAT)}notes`, { method: 'POST', headers: headers(SEAT), body: notes })).toBe(200);
      const before = await hosts();
      const found = await numbers().find(workshop, [SEAT, SPARE]);
      expect(Object.fromEntries(found)).toEqual({ [SEAT]: before['002'], [SPARE]: before['003'] });
      const [from, to] = [found.get(SEAT), found.get(SPARE) ?? ''];

      const archive = createArchive({ env: region.env });
      await archive.open(workshop);
      const packed = await tell('pack-work', {
        no: SEAT,
        values: { USHER_URL: await archive.uploadUrl(workshop, SEAT) },
      });
      expect(packed).toMatchObject({ said: expect.objectContaining({ size: expect.any(Number) }) });
      await numbers().label(
        workshop,
        new Map([
          [SEAT, to],
          [SPARE, from ?? ''],
        ]),
      );
      expect(await tell('take-number', { no: SEAT, values: numberValues(workshop, SEAT) })).toMatchObject({
        said: new Map([['done', ['yes']]]),
      });
      const { url: archived } = await archive.link(workshop, SEAT);
      expect(await tell('unpack-work', { no: SEAT, values: { USHER_URL: archived } })).toMatchObject({
        said: new Map([['done', ['yes']]]),
      });
      await numbers().move(workshop, { seat: SEAT, spare: SPARE, from, to });
      await until(async () => (await statusOf(url(SEAT), { headers: headers(SEAT) })) !== 200, 'the old one to go');
      await answers(SEAT);
      expect(await page(SEAT)).toContain('half a thought');
      expect(await page(SEAT)).toContain(`:${8000 + SEAT}/`);
      expect(await statusOf(url(SEAT), { headers: headers(SPARE) })).not.toBe(200);
      // Once more from any point ends the same.
      await numbers().label(
        workshop,
        new Map([
          [SEAT, to],
          [SPARE, from ?? ''],
        ]),
      );
      await numbers().move(workshop, { seat: SEAT, spare: SPARE, from, to });
      await answers(SEAT);
      expect(await hosts()).toEqual({ '001': before['001'], '002': before['003'], '003': before['002'] });
    },
    PATIENCE,
  );

  it(
    'is left alone by Terraform, which makes the spare anew and nothing else',
    async () => {
      const before = await hosts();
      const instanceType = workshop.spec.instanceType;
      placements.set(SEAT, { zone: 0, instanceType });
      placements.set(SPARE, { zone: 1, instanceType });
      const launched = region.aws.calls.get('ec2:RunInstances') ?? 0;
      const order: ApplyOptions = { replace: [SPARE], replaceOrderedAt: new Date() };
      const [first, second] = [await apply(FIRST, order), await apply(SECOND, order)];
      expect(first.filter(({ type }) => type === 'failed' || type === 'resource-failed')).toEqual([]);
      expect(second.filter(({ type }) => type === 'failed' || type === 'resource-failed')).toEqual([]);
      expect(region.aws.calls.get('ec2:RunInstances')).toBe(launched + 1);
      const after = await hosts();
      expect(after).toEqual({ ...before, '003': expect.not.stringMatching(before['003'] ?? '') });
      expect(await statusOf(url(SEAT), { headers: headers(SEAT) })).toBe(200);
      await answers(SPARE);
      expect(await page(SPARE)).not.toContain('half a thought');
      for (const stack of [FIRST, SECOND]) {
        expect(await apply(stack, order)).toContainEqual({ type: 'planned', total: 0 });
        expect(await apply(stack)).toContainEqual({ type: 'planned', total: 0 });
      }
      expect(await hosts()).toEqual(after);
      const { containerInstanceArns = [] } = await ecs.send(
        new ListContainerInstancesCommand({ cluster: 'usher-nov' }),
      );
      const { containerInstances = [] } = await ecs.send(
        new DescribeContainerInstancesCommand({ cluster: 'usher-nov', containerInstances: containerInstanceArns }),
      );
      const seats = containerInstances.map(({ ec2InstanceId, attributes = [] }) => [
        attributes.find(({ name }) => name === 'seat')?.value,
        ec2InstanceId,
      ]);
      expect(Object.fromEntries(seats)).toEqual(after);
    },
    PATIENCE,
  );

  it(
    'goes without a trace where Terraform never heard of a second swap, whose host hung',
    async () => {
      region.aws.fault({ kind: 'hang', seat: '002' });
      const found = await numbers().find(workshop, [SEAT, SPARE]);
      const [from, to] = [found.get(SEAT), found.get(SPARE) ?? ''];
      expect(await tell('pack-work', { no: SEAT, values: { USHER_URL: 'http://127.0.0.1:1/' } })).toMatchObject({
        problem: { summary: 'Its instance does not answer.' },
      });
      await numbers().label(
        workshop,
        new Map([
          [SEAT, to],
          [SPARE, from ?? ''],
        ]),
      );
      await tell('take-number', { no: SEAT, values: numberValues(workshop, SEAT) });
      await numbers().move(workshop, { seat: SEAT, spare: SPARE, from, to });
      await answers(SEAT);
      await region.down(workshop, FIRST, SECOND, 'network');
      expect(await hosts()).toEqual({});
      expect(await createCloud({ env: region.env }).leftovers(workshop)).toEqual([]);
    },
    PATIENCE,
  );
});
