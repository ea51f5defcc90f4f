import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { bucketClient, ensureStateBucket, filesPlace, moveStates, s3Place } from '../../../infra/state';
import type { Tool } from '../../../infra/terraform';
import type { ProvisionerOptions } from '../../../infra/terraform/provisioner';
import type { Moto } from '../stacks/terraform';
import { describeReal, startReal } from './real';
import { awsEnvironment, collect, logGroup, provisionerFor, REGION, removeScratch, scratch, workshop } from './support';

/** One stack whose state goes to S3 and comes back; each step starts where the one before ended. */
describeReal('a stack whose state is moved', () => {
  const never = new AbortController().signal;
  const bucket = { name: 'usher-state-place', region: REGION };
  const onS3 = { stateBucket: bucket };
  const dataDir = scratch();
  let tool: Tool;
  let moto: Moto;
  let s3: S3Client;

  beforeAll(async () => {
    ({ tool, moto } = await startReal());
    s3 = bucketClient(awsEnvironment(moto.endpoint), REGION);
  }, 90_000);
  afterAll(async () => {
    s3?.destroy();
    await moto?.stop();
    await removeScratch(dataDir);
  });

  const provisioner = (more: Partial<ProvisionerOptions> = {}) =>
    provisionerFor(moto.endpoint, dataDir, tool, () => logGroup, more);
  const apply = (more: Partial<ProvisionerOptions> = {}) =>
    collect(provisioner(more).apply(workshop, 'network', never));
  const move = (to: 's3' | 'files') =>
    moveStates({ files: filesPlace(dataDir), s3: s3Place(s3, bucket) }, to, `nov-${workshop.suffix}`);

  it('is not touched while its state is in files and a bucket is set', async () => {
    expect(await apply()).toContainEqual({ type: 'planned', total: 1 });
    const refused = await apply(onS3);
    expect(refused).toHaveLength(1);
    expect(refused).toMatchObject([
      { type: 'failed', problem: { next: expect.stringContaining('npm run state -- move --to s3') } },
    ]);
  }, 120_000);

  it('has nothing to change once it is on S3', async () => {
    await ensureStateBucket(bucket, awsEnvironment(moto.endpoint));
    expect(await move('s3')).toMatchObject([{ stack: 'network', how: 'copied' }]);
    const events = await apply(onS3);
    expect(events).toContainEqual({ type: 'planned', total: 0 });
    expect(events.at(-1)).toMatchObject({ type: 'done' });
  }, 120_000);

  it('says who has its lock on S3 and since when', async () => {
    const Key = `usher/nov-${workshop.suffix}/network.tfstate.tflock`;
    const lock = { ID: '83d4baa4-1346-19ab-f1cd-4dcd19e26583', Operation: 'OperationTypeApply', Info: '' };
    const Body = JSON.stringify({ ...lock, Who: 'ada@laptop', Version: '1.11.4', Created: '2026-11-24T03:52:26.9Z' });
    await s3.send(new PutObjectCommand({ Bucket: bucket.name, Key, Body }));
    expect((await apply(onS3)).at(-1)).toMatchObject({
      type: 'failed',
      problem: {
        kind: 'locked',
        summary: 'ada@laptop is working on this stack since 2026-11-24 03:52 UTC.',
        detail: { who: 'ada@laptop', lockId: lock.ID },
      },
    });
    await s3.send(new DeleteObjectCommand({ Bucket: bucket.name, Key }));
  }, 120_000);

  it('is not touched while its state is on S3 and no bucket is set', async () => {
    expect(await apply()).toMatchObject([
      { type: 'failed', problem: { summary: expect.stringContaining(`S3 (${bucket.name})`) } },
    ]);
  }, 120_000);

  it('comes back to files, and goes from there', async () => {
    expect(await move('files')).toMatchObject([{ stack: 'network', how: 'copied' }]);
    expect(await apply()).toContainEqual({ type: 'planned', total: 0 });
    const gone = await collect(provisioner().destroy(workshop, 'network', never));
    expect(gone.at(-1)).toEqual({ type: 'done' });
  }, 120_000);
});
