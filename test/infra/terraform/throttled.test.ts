import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { locateTerraform } from '../../../infra/terraform';
import { startBench, type Bench } from '../../local/aws/scenario';
import { describeReal } from './real';
import { collect, logGroup, provisionerFor, removeScratch, scratch, synthOf, vpc, workshop } from './support';

type Synth = ReturnType<typeof synthOf>;

/** The provider itself tries 25 times; where it gives up at the second, Usher takes over in time for a test. */
const impatient =
  (synth: Synth): Synth =>
  async (request) => {
    await synth(request);
    const file = join(request.outDir, 'cdk.tf.json');
    const config = JSON.parse(await readFile(file, 'utf8')) as { provider: { aws: object[] } };
    config.provider.aws = config.provider.aws.map((provider) => ({ ...provider, max_retries: 2 }));
    await writeFile(file, JSON.stringify(config));
  };

describeReal('a deploy that AWS throttles', () => {
  let bench: Bench;
  const dataDir = scratch();

  beforeAll(async () => {
    bench = await startBench();
  }, 90_000);
  afterAll(async () => {
    await bench?.stop();
    await removeScratch(dataDir);
  });

  it('ends well, the waiting told and nothing made twice', async () => {
    const tool = await locateTerraform(process.env);
    if ('problem' in tool) throw new Error(tool.problem.summary);
    const synth = impatient(synthOf(() => ({ ...vpc, ...logGroup })));
    const { apply } = provisionerFor(bench.aws.endpoint, dataDir, tool, () => ({}), { synth });
    bench.aws.fault({ kind: 'throttle', operation: 'logs:CreateLogGroup', count: 3 });

    const events = await collect(apply(workshop, 'network', new AbortController().signal));

    expect(events.at(-1)).toMatchObject({ type: 'done' });
    expect(events).toContainEqual({
      type: 'waiting',
      reason: expect.stringMatching(/^AWS asks to slow down; trying again in [1-5] s$/),
    });
    expect(events.some(({ type }) => type === 'resource-failed')).toBe(false);
    expect(bench.aws.calls.get('logs:CreateLogGroup')).toBe(4);
    expect(bench.aws.calls.get('ec2:CreateVpc')).toBe(1);
  }, 120_000);
});
