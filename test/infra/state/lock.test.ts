import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ensureStateBucket } from '../../../infra/state/bucket';
import { bucketClient } from '../../../infra/state/clients';
import { lockState } from '../../../infra/state/s3-lock';
import { startMoto, type Moto } from '../stacks/terraform';
import { describeReal } from '../terraform/real';
import { environment, REGION } from './support';

describeReal('the lock of a state on S3', () => {
  const bucket = 'usher-state-lock';
  const me = `${userInfo().username}@${hostname()}`;
  let moto: Moto;
  let s3: S3Client;
  beforeAll(async () => {
    moto = (await startMoto(REGION)) as Moto;
    const env = environment(moto.endpoint);
    s3 = bucketClient(env, REGION);
    await ensureStateBucket({ name: bucket, region: REGION }, env);
  }, 90_000);
  afterAll(() => {
    s3?.destroy();
    return moto?.stop();
  });

  /** A process of its own that takes the lock, or is refused and says why. */
  const contender = (key: string) => {
    const args = ['--import', 'tsx', join(__dirname, 'holder.ts'), moto.endpoint, bucket, key];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = once(child, 'close');
    const said = once(child.stdout, 'data').then(([chunk]) => String(chunk).trim());
    return { said, ended, end: () => child.stdin.end() };
  };

  it('is had by one of two processes; the other is told by whom and since when', async () => {
    const key = 'usher/nov-ab12cd/network.tfstate';
    const two = [contender(key), contender(key)];
    const words = await Promise.all(two.map(({ said }) => said));
    expect(words.filter((word) => word === 'held')).toHaveLength(1);
    const today = new Date().toISOString().slice(0, 10);
    expect(words.find((word) => word !== 'held')).toContain(`${me} is working on this stack since ${today}`);
    two.forEach(({ end }) => end());
    await Promise.all(two.map(({ ended }) => ended));
    await (
      await lockState(s3, bucket, key)
    )();
  }, 60_000);

  it('names a Terraform that has it, in the words Terraform left', async () => {
    const key = 'usher/nov-ab12cd/batch-001.tfstate';
    const Body = JSON.stringify({ ID: '83d4baa4', Who: 'ada@laptop', Created: '2026-11-24T03:52:26.922262247Z' });
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${key}.tflock`, Body }));
    await expect(lockState(s3, bucket, key)).rejects.toMatchObject({
      problem: {
        kind: 'locked',
        summary: 'ada@laptop is working on this stack since 2026-11-24 03:52 UTC.',
        detail: { who: 'ada@laptop', lockId: '83d4baa4' },
      },
    });
    const kept = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: `${key}.tflock` }));
    expect(await kept.Body?.transformToString()).toBe(Body);
  });

  it('is refused also where it is unreadable, since somebody made it', async () => {
    const key = 'usher/nov-ab12cd/database.tfstate';
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${key}.tflock`, Body: '{' }));
    await expect(lockState(s3, bucket, key)).rejects.toMatchObject({ problem: { kind: 'locked' } });
  });
});
