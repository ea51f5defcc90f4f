import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type BucketLocationConstraint,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createAssignmentFiles } from '../../../infra/aws';
import { bucketName } from '../../../infra/names';
import type { FileSource, Workshop } from '../../../workshop/workshop';
import { startBench, REGION, type Bench } from '../../local/aws/scenario';
import { cloudOptions, workshopOf } from './fixture';

describe('assignment files', () => {
  let bench: Bench;
  let s3: S3Client;
  let folder: string;
  const never = new AbortController().signal;
  const base = workshopOf(2);
  const having = (files: FileSource | undefined): Workshop => ({
    ...base,
    spec: { ...base.spec, region: REGION, files },
  });
  const here = () => having({ kind: 'folder', path: folder });
  const files = () => createAssignmentFiles(cloudOptions(bench.aws.endpoint));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const makeBucket = (Bucket: string) =>
    s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: REGION as BucketLocationConstraint },
      }),
    );
  const keys = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucketName(base) }));
    return Contents.map(({ Key }) => Key);
  };
  const textOf = async (Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucketName(base), Key }));
    return Body!.transformToString();
  };
  /** Calls by name that one act made. */
  const callsOf = async (act: () => Promise<unknown>) => {
    const before = new Map(bench.aws.calls);
    await act();
    return [...bench.aws.calls].flatMap(([name, count]) => {
      const made = count - (before.get(name) ?? 0);
      return made > 0 ? [`${made} ${name}`] : [];
    });
  };

  beforeAll(async () => {
    bench = await startBench();
    if (!bench.aws.controlPlane) throw new Error('moto is needed: pip install "moto[server]"');
    s3 = new S3Client({ ...(bench.config as object), forcePathStyle: true });
    await makeBucket(bucketName(base));
  }, 120_000);
  afterAll(async () => {
    s3?.destroy();
    await bench?.stop();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'usher-lessons-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe('in a folder', () => {
    it('go to the workshop’s bucket, without what editors leave behind', async () => {
      write('lesson 1.ipynb', 'one');
      write('dags/daily.py', 'dag');
      for (const path of [
        '.git/HEAD',
        'dags/__pycache__/daily.pyc',
        '.ipynb_checkpoints/x.ipynb',
        '.DS_Store',
        '.usher/x',
      ]) {
        write(path, 'not this');
      }
      const count = { files: 2, bytes: 6 };
      expect(await files().check(here().spec)).toEqual(count);
      expect(await files().upload(here(), never)).toEqual(count);
      expect(await keys()).toEqual(['assignments/dags/daily.py', 'assignments/lesson 1.ipynb']);
      expect(await textOf('assignments/lesson 1.ipynb')).toBe('one');
    });

    it('are sent again only where they changed, and go where they went', async () => {
      write('a.md', 'a');
      write('b.md', 'b');
      write('gone.md', 'gone');
      await files().upload(here(), never);
      write('b.md', 'B');
      rmSync(join(folder, 'gone.md'));
      const calls = await callsOf(() => files().upload(here(), never));
      expect(calls.filter((call) => /PUT/i.test(call))).toHaveLength(1);
      expect(calls.find((call) => /PUT/i.test(call))).toMatch(/^1 /);
      expect(await keys()).toEqual(['assignments/a.md', 'assignments/b.md']);
      expect(await textOf('assignments/b.md')).toBe('B');
    });

    it('are refused with the next step where the folder is missing, empty or too full', async () => {
      const at = (path: string) => files().check(having({ kind: 'folder', path }).spec);
      await expect(at(join(folder, 'nowhere'))).rejects.toThrow(/is not there: .*nowhere.*try again/s);
      await expect(at(folder)).rejects.toThrow(/There are no files in .*make the workshop without files/);
      write('video.mp4', '');
      truncateSync(join(folder, 'video.mp4'), 3 * 1024 ** 3);
      await expect(at(folder)).rejects.toThrow(/more than .*: 1, 3,072 MiB.* 2,048 MiB are the most/);
    });

    it('may be links to files inside, and to nothing else', async () => {
      write('data/shared.csv', '1,2');
      symlinkSync('data/shared.csv', join(folder, 'copy.csv'));
      expect(await files().check(here().spec)).toEqual({ files: 2, bytes: 6 });
      symlinkSync('/etc/passwd', join(folder, 'secrets'));
      await expect(files().check(here().spec)).rejects.toThrow(/`secrets` .* is a link/);
      rmSync(join(folder, 'secrets'));
      symlinkSync('.', join(folder, 'round'));
      await expect(files().check(here().spec)).rejects.toThrow(/`round` .* is a link/);
    });
  });

  describe('in a bucket', () => {
    const source = { kind: 'bucket', bucket: 'lessons', prefix: 'nov/' } as const;
    const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: source.bucket, Key, Body }));
    beforeAll(async () => {
      await makeBucket(source.bucket);
      await put('nov/week 1/lesson+.ipynb', 'one');
      await put('nov/', 'the marker of a folder');
      await put('other/secret.md', 'not this');
    });

    it('are copied from under their prefix, once', async () => {
      expect(await files().upload(having(source), never)).toEqual({ files: 1, bytes: 3 });
      expect(await keys()).toEqual(['assignments/week 1/lesson+.ipynb']);
      expect(await textOf('assignments/week 1/lesson+.ipynb')).toBe('one');
      const calls = await callsOf(() => files().upload(having(source), never));
      expect(calls.filter((call) => /PUT/i.test(call))).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      await put('nov/week 1/lesson+.ipynb', 'two');
      await files().upload(having(source), never);
      expect(await textOf('assignments/week 1/lesson+.ipynb')).toBe('two');
    });

    it('are refused where there is no such bucket or nothing in it', async () => {
      const check = (files_: FileSource) => files().check(having(files_).spec);
      await expect(check({ ...source, bucket: 'nowhere' })).rejects.toThrow(/no bucket nowhere/);
      await expect(check({ ...source, prefix: 'dec/' })).rejects.toThrow(/no files in s3:\/\/lessons\/dec\//);
    });
  });

  it('never are the states of workshops', async () => {
    const careful = createAssignmentFiles({ ...cloudOptions(bench.aws.endpoint), stateBucket: 'our-states' });
    const states = having({ kind: 'bucket', bucket: 'our-states', prefix: 'nov/' });
    await expect(careful.check(states.spec)).rejects.toThrow('would go to every seat');
    await expect(careful.upload(states, never)).rejects.toThrow('would go to every seat');
  });

  it('cost no call where a workshop has none', async () => {
    const calls = await callsOf(async () => {
      expect(await files().check(having(undefined).spec)).toEqual({ files: 0, bytes: 0 });
      expect(await files().upload(having(undefined), never)).toEqual({ files: 0, bytes: 0 });
    });
    expect(calls).toEqual([]);
  });

  it('say what is missing on a local AWS without moto', async () => {
    const alone = await startBench({ moto: 'none' });
    write('a.md', 'a');
    const upload = createAssignmentFiles(cloudOptions(alone.aws.endpoint)).upload(here(), never);
    await expect(upload).rejects.toThrow(/no moto behind it.*Install moto/);
    await alone.stop();
  });
});
