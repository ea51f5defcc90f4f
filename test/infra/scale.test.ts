import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createCloud } from '../../infra/aws';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import type { Workshop } from '../../workshop/workshop';
import { basic, statusOf, until } from '../local/aws/scenario';
import { startRegion, type Region } from '../support/region';
import { testWorkshop } from './stacks/support';
import { describeReal } from './terraform/real';

const PATIENCE = 10 * 60_000;

describeReal('a workshop that grows and shrinks, applied by Terraform', () => {
  let region: Region;
  let workshop: Workshop;

  const sized = (seats: number): Workshop => ({ ...workshop, spec: { ...workshop.spec, seats } });
  const state = (stack: string): string =>
    readFileSync(join(region.folderOf(workshop), 'state', `${stack}.tfstate`), 'utf8');
  /** Everything the state holds of a stack, by address. */
  const resources = (stack: string): Map<string, Record<string, unknown>> => {
    const { resources: all } = JSON.parse(state(stack)) as {
      resources: { mode: string; type: string; name: string; instances: { attributes: Record<string, unknown> }[] }[];
    };
    return new Map(
      all
        .filter(({ mode }) => mode === 'managed')
        .map(({ type, name, instances }) => [`${type}.${name}`, instances[0]?.attributes ?? {}]),
    );
  };
  /** When each app of these seats was started. */
  const starts = async (...numbers: number[]): Promise<string[]> => {
    const { seats } = await createCloud({ env: region.env }).inspect(sized(30));
    return numbers.flatMap((no) =>
      [...(seats.get(no)?.apps ?? [])].map(([app, { startedAt }]) => `${no} ${app} ${startedAt?.toISOString()}`),
    );
  };
  const answers = (no: number): Promise<unknown> =>
    until(async () => {
      const balancer = workshop.loadBalancers[Math.ceil(no / 20) - 1];
      const headers = basic(`seat-${String(no).padStart(3, '0')}`, region.credentials.seatPassword(workshop, no));
      return (await statusOf(`http://${balancer}:${8000 + no}/`, { headers })) === 200;
    }, `seat ${no} to answer`);

  beforeAll(async () => {
    region = await startRegion();
    const apps = DEFAULT_APPS.filter((app) => !app.database);
    workshop = await region.up(testWorkshop({ seats: 19, apps, ami: undefined }), 'network', 'batch-002');
    await answers(19);
  }, PATIENCE);
  afterAll(() => region?.stop());

  it(
    'makes a seat in a batch with room without touching anything its neighbours run by',
    async () => {
      const before = resources('batch-002');
      const running = await starts(11, 19);
      expect(running).toHaveLength(2);
      await region.up(sized(20), 'batch-002');
      const after = resources('batch-002');
      const fresh = [...after.keys()].filter((address) => !before.has(address));
      expect(fresh.length).toBeGreaterThan(3);
      for (const address of fresh) expect(address).toMatch(/-020$/);
      for (const [address, attributes] of before) {
        if (!/^aws_ecs_(service|task_definition)|^aws_secretsmanager|^aws_instance/.test(address)) continue;
        const { id, arn, revision, task_definition: task, version_id: version } = attributes;
        const now = after.get(address);
        expect([
          address,
          now?.['id'],
          now?.['arn'],
          now?.['revision'],
          now?.['task_definition'],
          now?.['version_id'],
        ]).toEqual([address, id, arn, revision, task, version]);
      }
      workshop = sized(20);
      await answers(20);
      expect(await starts(11, 19)).toEqual(running);
    },
    PATIENCE,
  );

  it(
    'gets a load balancer for its twenty-first seat, and the others keep their addresses',
    async () => {
      const before = workshop.loadBalancers;
      expect(before).toHaveLength(1);
      const groups = resources('network').get('aws_security_group.balancer');
      workshop = await region.up(sized(21), 'network', 'batch-003');
      expect(workshop.loadBalancers).toHaveLength(2);
      expect(workshop.loadBalancers[0]).toBe(before[0]);
      expect(resources('network').get('aws_security_group.balancer')?.['ingress']).toEqual(groups?.['ingress']);
      await answers(21);
      await answers(11);
    },
    PATIENCE,
  );

  it(
    'loses what is beyond its last seat, of a batch and of the network, and nothing else',
    async () => {
      const running = await starts(11);
      const cloud = createCloud({ env: region.env });
      const smaller = { ...sized(18), built: 21 };
      const left = await cloud.remains(smaller);
      expect(left.filter((arn) => /loadbalancer\/app\/nov-lb-02/.test(arn))).toHaveLength(1);
      expect(left.filter((arn) => /:instance\//.test(arn))).toHaveLength(3);
      await region.down(workshop, 'batch-003');
      workshop = { ...(await region.up(smaller, 'batch-002', 'network')), built: 21 };
      expect(workshop.loadBalancers).toHaveLength(1);
      for (const stack of ['batch-002', 'network']) {
        const addresses = [...resources(stack).keys()];
        expect(addresses.filter((address) => /-(019|020|021)$|\.lb02/.test(address))).toEqual([]);
      }
      await until(async () => (await cloud.remains(workshop)).length === 0, 'AWS to list nothing of it');
      expect(await starts(11)).toEqual(running);
      await answers(18);
      expect(await starts(19, 20, 21)).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'is refused, and changed in nothing, where a plan would take away a seat it has',
    async () => {
      // As if somebody had lost track of its seats.
      const confused = { ...workshop, spec: { ...workshop.spec, batchSize: 5 } };
      await expect(region.up(confused, 'batch-002')).rejects.toThrow(/exists and is sound/);
      await answers(18);
    },
    PATIENCE,
  );
});
