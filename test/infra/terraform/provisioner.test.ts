import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tool } from '../../../infra/terraform';
import type { StackEvent } from '../../../workshop/ports/provisioner';
import type { Moto } from '../stacks/terraform';
import { describeReal, startReal } from './real';
import {
  collect,
  foundation,
  host,
  logGroup,
  provisionerFor,
  removeScratch,
  scratch,
  SECRET,
  secret,
  stackFolder,
  terraformPid,
  vpc,
  workshop,
} from './support';

describeReal('the provisioner', () => {
  const never = new AbortController().signal;
  let tool: Tool;
  let moto: Moto;
  let dataDir: string;

  beforeAll(async () => {
    ({ tool, moto } = await startReal());
  }, 90_000);
  afterAll(() => moto?.stop());
  beforeEach(async () => {
    dataDir = scratch();
    await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' });
  });
  afterEach(() => removeScratch(dataDir));

  const provisioner = (resources: () => Record<string, object>) =>
    provisionerFor(moto.endpoint, dataDir, tool, resources);
  const ofType = <T extends StackEvent['type']>(events: readonly StackEvent[], type: T) =>
    events.filter((event): event is Extract<StackEvent, { type: T }> => event.type === type);

  /** Every file Terraform or Usher wrote that holds this text. */
  async function filesWith(folder: string, text: string): Promise<string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('.terraform'));
    const paths = files.map((entry) => join(entry.parentPath, entry.name));
    const hits = await Promise.all(paths.map(async (path) => ((await readFile(path)).includes(text) ? [path] : [])));
    return hits.flat();
  }

  describe('a stack on real Terraform', () => {
    it('is applied, applied again without a change, and destroyed without a trace', async () => {
      const { apply, destroy } = provisioner(() => ({ ...vpc, ...foundation, ...logGroup, ...secret }));
      const made = await collect(apply(workshop, 'network', never));
      expect(made[0]).toEqual({ type: 'planned', total: 5 });
      expect(ofType(made, 'progress').map(({ done, total }) => [done, total])).toEqual(
        [1, 2, 3, 4, 5].map((n) => [n, 5]),
      );
      expect(ofType(made, 'foundation')).toHaveLength(1);
      expect(made.at(-1)).toEqual({ type: 'done', loadBalancers: ['127.1.2.3'] });

      const again = await collect(apply(workshop, 'network', never));
      expect(again.map(({ type }) => type)).toEqual(['foundation', 'planned', 'done']);
      expect(again[1]).toEqual({ type: 'planned', total: 0 });

      const gone = await collect(destroy(workshop, 'network', never));
      expect(gone.at(-1)).toEqual({ type: 'done' });
      expect(ofType(gone, 'progress')).toHaveLength(5);
      expect(existsSync(join(dataDir, 'terraform', 'nov-ab12cd'))).toBe(false);
      const secrets = await moto.call('secretsmanager.ListSecrets', {});
      expect(secrets['SecretList']).toEqual([]);
    }, 180_000);

    it('gets its secrets to AWS and shows them to nobody, and as `network` makes many things at once', async () => {
      const { apply } = provisioner(() => secret);
      const seen: string[] = [];
      const watch = setInterval(() => {
        void terraformPid(dataDir, 'network')
          .then((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8'))
          .then((text) => seen.push(text))
          .catch(() => undefined);
      }, 100);
      const events = await collect(apply(workshop, 'network', never)).finally(() => clearInterval(watch));
      expect(events.at(-1)).toMatchObject({ type: 'done' });
      const stored = await moto.call('secretsmanager.GetSecretValue', { SecretId: 'usher/nov-ab12cd/network' });
      expect(stored['SecretString']).toBe(SECRET);
      expect(await filesWith(dataDir, SECRET)).toEqual([]);
      expect(JSON.stringify(events)).not.toContain(SECRET);
      if (process.platform === 'linux') expect(seen.join()).toContain('-parallelism=64');
      expect(seen.join()).not.toContain(SECRET);
    }, 120_000);

    it('tells the seat of what fails and goes on with the others', async () => {
      const broken = { ami: 'ami-12c6146b', instance_type: 't3.micro', subnet_id: 'subnet-00000000' };
      const { apply } = provisioner(() => ({ ...vpc, ...host('001'), 'aws_instance.host-002': broken }));
      const events = await collect(apply(workshop, 'batch-001', never));
      expect(ofType(events, 'resource-failed')).toEqual([
        expect.objectContaining({ address: 'aws_instance.host-002', seat: 2 }),
      ]);
      expect(events).toContainEqual(expect.objectContaining({ type: 'progress', seat: 1 }));
      expect(events.at(-1)).toMatchObject({
        type: 'failed',
        problem: { detail: { address: 'aws_instance.host-002' } },
      });
    }, 120_000);

    it('is left alone when the plan would replace something sound', async () => {
      let cidr_block = '10.0.0.0/16';
      const { apply } = provisioner(() => ({ 'aws_vpc.net': { cidr_block } }));
      await collect(apply(workshop, 'network', never));
      const state = join(dataDir, 'terraform/nov-ab12cd/state/network.tfstate');
      const before = await readFile(state, 'utf8');
      cidr_block = '10.1.0.0/16';
      const events = await collect(apply(workshop, 'network', never));
      expect(events.at(-1)).toMatchObject({
        type: 'failed',
        problem: { detail: { address: 'aws_vpc.net', action: 'replace' } },
      });
      expect(await readFile(state, 'utf8')).toBe(before);
    }, 120_000);

    it('that was never made is destroyed at once', async () => {
      const { destroy } = provisioner(() => ({ ...vpc, ...logGroup }));
      const events = await collect(destroy(workshop, 'network', never));
      expect(events).toEqual([{ type: 'planned', total: 0 }, { type: 'done' }]);
      expect(existsSync(stackFolder(dataDir, 'network'))).toBe(false);
    }, 60_000);

    it('has an AMI in its region', async () => {
      expect(await provisioner(() => vpc).resolveAmi(workshop)).toMatch(/^ami-[0-9a-f]+$/);
    });
  });
});
