import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ensureStateBucket } from '../../../infra/state/bucket';
import { bucketClient } from '../../../infra/state/clients';
import { filesPlace } from '../../../infra/state/files';
import { moveStates, type Places } from '../../../infra/state/move';
import { s3Place } from '../../../infra/state/s3';
import { lockState } from '../../../infra/state/s3-lock';
import { claimFolder } from '../../../infra/terraform/ownership';
import { startMoto, type Moto } from '../stacks/terraform';
import { describeReal } from '../terraform/real';
import { environment, REGION, scratch, state } from './support';

describeReal('moving the states of a workshop', () => {
  const bucket = { name: 'usher-state-move', region: REGION };
  const workshop = 'nov-ab12cd';
  let moto: Moto;
  let env: NodeJS.ProcessEnv;
  let s3: S3Client;
  let dataDir: string;
  let places: Places;

  beforeAll(async () => {
    moto = (await startMoto(REGION)) as Moto;
    env = environment(moto.endpoint);
    s3 = bucketClient(env, REGION);
  }, 90_000);
  afterAll(() => {
    s3?.destroy();
    return moto?.stop();
  });
  beforeEach(async () => {
    await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' });
    await ensureStateBucket(bucket, env);
    dataDir = scratch();
    places = { files: filesPlace(dataDir), s3: s3Place(s3, bucket) };
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const fileOf = (stack: string): string => join(dataDir, 'terraform', workshop, 'state', `${stack}.tfstate`);
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };
  const files = (): Promise<string[]> => readdir(dirname(fileOf('network')));
  const keys = async (): Promise<string[]> =>
    ((await s3.send(new ListObjectsV2Command({ Bucket: bucket.name }))).Contents ?? []).map(({ Key = '' }) => Key);
  const onS3 = async (stack: string): Promise<string> =>
    Buffer.from((await places.s3.read(workshop, stack)) ?? []).toString();

  it('to S3 and back leaves each state as it was and a dated copy in each place it left', async () => {
    await put(fileOf('network'), state(12, 'net'));
    await put(fileOf('batch-001'), state(3, 'batch'));
    const stamp = join(dataDir, 'terraform', workshop, 'network', 'init.stamp');
    await put(stamp, 'terraform 1.11.4');

    const moved = await moveStates(places, 's3', workshop);
    expect(moved.map(({ stack, how, serial }) => [stack, how, serial])).toEqual([
      ['batch-001', 'copied', 3],
      ['network', 'copied', 12],
    ]);
    expect(await onS3('network')).toBe(state(12, 'net'));
    expect((await files()).every((name) => /\.tfstate\.moved-to-s3-\d{8}T\d{6}Z$/.test(name))).toBe(true);
    expect(await readFile(moved[1]!.aside, 'utf8')).toBe(state(12, 'net'));
    expect(existsSync(stamp)).toBe(false);
    expect((await keys()).filter((key) => key.endsWith('.tflock'))).toEqual([]);

    await moveStates(places, 'files', workshop);
    expect(await readFile(fileOf('network'), 'utf8')).toBe(state(12, 'net'));
    expect(await readFile(fileOf('batch-001'), 'utf8')).toBe(state(3, 'batch'));
    expect((await keys()).every((key) => /\.tfstate\.moved-to-files-\d{8}T\d{6}Z$/.test(key))).toBe(true);
    expect(await places.s3.workshops()).toEqual([]);
  });

  it('goes on where it was interrupted between the copy and putting the old one aside', async () => {
    await put(fileOf('network'), state(12));
    const cut = { ...places.files, setAside: () => Promise.reject(new Error('power cut')) };
    await expect(moveStates({ ...places, files: cut }, 's3', workshop)).rejects.toThrow('power cut');
    expect(existsSync(fileOf('network'))).toBe(true);
    expect(await moveStates(places, 's3', workshop)).toMatchObject([{ stack: 'network', how: 'known' }]);
    expect(existsSync(fileOf('network'))).toBe(false);
    expect(await moveStates(places, 's3', workshop)).toEqual([]);
    expect(await onS3('network')).toBe(state(12));
  });

  it('replaces an older version in the other place, and keeps it', async () => {
    await put(fileOf('network'), state(12));
    await places.s3.write(workshop, 'network', Buffer.from(state(13)));
    await moveStates(places, 'files', workshop);
    expect(await readFile(fileOf('network'), 'utf8')).toBe(state(13));
    expect(await readFile(`${fileOf('network')}.backup`, 'utf8')).toBe(state(12));
  });

  it.each([
    ['newer', state(13)],
    ['another state', state(5, 'other')],
  ])('is refused where what the other place has is %s', async (_, text) => {
    await put(fileOf('network'), state(12));
    await places.s3.write(workshop, 'network', Buffer.from(text));
    await expect(moveStates(places, 's3', workshop)).rejects.toMatchObject({ problem: { kind: 'exists' } });
    expect(await readFile(fileOf('network'), 'utf8')).toBe(state(12));
    expect(await onS3('network')).toBe(text);
  });

  it('keeps the old one where the copy does not read back', async () => {
    await put(fileOf('network'), state(12));
    const lossy = { ...places.s3, write: () => places.s3.write(workshop, 'network', Buffer.from(state(11))) };
    await expect(moveStates({ ...places, s3: lossy }, 's3', workshop)).rejects.toMatchObject({
      problem: { summary: expect.stringContaining('does not read back') },
    });
    expect(await readFile(fileOf('network'), 'utf8')).toBe(state(12));
  });

  it('puts an empty state aside and copies nothing', async () => {
    await put(fileOf('network'), state(40, 'gone', 0));
    expect(await moveStates(places, 's3', workshop)).toMatchObject([{ how: 'empty' }]);
    expect(await places.s3.read(workshop, 'network')).toBeUndefined();
    expect(existsSync(fileOf('network'))).toBe(false);
  });

  it('moves nothing while a process works on one of the stacks', async () => {
    await put(fileOf('network'), state(12));
    await put(fileOf('batch-001'), state(3));
    const claim = await claimFolder(join(dataDir, 'terraform', workshop, 'network'));
    await expect(moveStates(places, 's3', workshop)).rejects.toMatchObject({
      problem: { kind: 'locked', summary: expect.stringMatching(new RegExp(`^process ${process.pid} on .* since 20`)) },
    });
    expect(await keys()).toEqual([]);
    if (claim.kind === 'held') await claim.hold.release('in-order');
    expect(await moveStates(places, 's3', workshop)).toHaveLength(2);
  });

  it('moves nothing while a Terraform lives that outlived its Usher', async () => {
    await put(fileOf('network'), state(12));
    const folder = join(dataDir, 'terraform', workshop, 'network');
    const claim = await claimFolder(folder);
    if (claim.kind !== 'held') throw new Error('the folder is held');
    await claim.hold.noteTerraform(process.pid);
    const record = JSON.parse(await readFile(join(folder, 'owner.json'), 'utf8')) as object;
    await writeFile(join(folder, 'owner.json'), JSON.stringify({ ...record, owner: { pid: 0, start: 'gone' } }));
    await expect(moveStates(places, 's3', workshop)).rejects.toMatchObject({
      problem: { kind: 'locked', summary: expect.stringContaining(`Terraform, process ${process.pid}`) },
    });
  });

  it('moves nothing while a Terraform somewhere has the lock on S3', async () => {
    await places.s3.write(workshop, 'network', Buffer.from(state(12)));
    const release = await lockState(s3, bucket.name, `usher/${workshop}/network.tfstate`);
    await expect(moveStates(places, 'files', workshop)).rejects.toMatchObject({ problem: { kind: 'locked' } });
    expect(existsSync(fileOf('network'))).toBe(false);
    await release();
    await moveStates(places, 'files', workshop);
    expect(await readFile(fileOf('network'), 'utf8')).toBe(state(12));
  });
});
