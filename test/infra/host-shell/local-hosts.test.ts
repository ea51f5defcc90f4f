import { GetObjectCommand, GetBucketLifecycleConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTagsCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createArchive } from '../../../infra/archive';
import { createAssignmentFiles } from '../../../infra/aws';
import { createHostShell } from '../../../infra/host-shell';
import { openFolder } from '../../../infra/stacks/constructs/user-data';
import type { HostResult } from '../../../workshop/ports/host-shell';
import {
  createCluster,
  launchHost,
  layGround,
  REGION,
  startBench,
  until,
  type Bench,
  type Ground,
} from '../../local/aws/scenario';
import { cloudOptions, workshopOf } from '../aws/fixture';

const WORKSHOP = workshopOf(4);
const FOLDER = '/var/lib/usher/work';

describe('the way into hosts, on the local AWS', () => {
  let bench: Bench;
  let ground: Ground;
  let s3: S3Client;
  const never = new AbortController().signal;
  const options = () => cloudOptions(bench.aws.endpoint);
  const shell = () => createHostShell({ ...options(), pollMs: 20 });
  const launch = async (no: number) => {
    const label = String(no).padStart(3, '0');
    const id = await launchHost(bench, ground, 'usher-nov', label, { userData: openFolder(FOLDER) });
    const tags = { 'usher:workshop': 'nov', 'usher:run': WORKSHOP.suffix, 'usher:seat': label };
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await bench.ec2.send(new CreateTagsCommand({ Resources: [id], Tags }));
    return id;
  };
  const tell = async (...args: Parameters<ReturnType<typeof shell>['run']>) => {
    const results: HostResult[] = [];
    for await (const result of shell().run(...args)) results.push(result);
    return results.sort((a, b) => a.no - b.no);
  };
  const registered = (count: number) =>
    until(async () => {
      const state = (await (await fetch(`${bench.aws.endpoint}/_local/state`)).json()) as {
        hosts: { connected: boolean }[];
      };
      return state.hosts.filter(({ connected }) => connected).length === count;
    }, `${count} hosts`);

  beforeAll(async () => {
    bench = await startBench();
    if (!bench.aws.controlPlane) throw new Error('moto is needed: pip install "moto[server]"');
    s3 = new S3Client({ ...(bench.config as object), forcePathStyle: true });
    ground = await layGround(bench);
    await createCluster(bench, 'usher-nov');
    await launch(1);
    await launch(2);
    const third = await launch(3);
    await registered(3);
    await bench.ec2.send(new StopInstancesCommand({ InstanceIds: [third] }));
  }, 120_000);
  afterAll(async () => {
    s3?.destroy();
    await bench?.stop();
  });

  it('brings a file to every host that is there, and says of each other one why not', async () => {
    const archive = createArchive(options());
    await archive.open(WORKSHOP);
    await fetch(await archive.uploadUrl(WORKSHOP, 9), { method: 'PUT', body: 'lesson' });
    const { url } = await archive.link(WORKSHOP, 9);
    const values = { USHER_URL: url, USHER_PATH: "it's a lesson.txt" };
    const results = await tell(
      WORKSHOP,
      'deliver-file',
      [1, 2, 3, 4].map((no) => ({ no, values })),
      never,
    );
    expect(results).toMatchObject([
      { no: 1, said: new Map([['how', ['new']]]) },
      { no: 2, said: new Map([['how', ['new']]]) },
      { no: 3, problem: { summary: expect.stringMatching(/does not run: it is stop/) } },
      { no: 4, problem: { summary: 'It has no instance.' } },
    ]);
    // Both were told by one command.
    expect(bench.aws.calls.get('ssm:SendCommand')).toBe(1);
  }, 60_000);

  it('has a seat’s work packed and put into the archive, which is private, short-lived and found again', async () => {
    const archive = createArchive(options());
    const values = async (no: number) => ({ no, values: { USHER_URL: await archive.uploadUrl(WORKSHOP, no) } });
    const results = await tell(WORKSHOP, 'pack-work', [await values(1), await values(2)], never);
    expect(results).toMatchObject([{ no: 1 }, { no: 2 }]);
    for (const result of results) expect('said' in result && result.said.get('done')).toEqual(['yes']);
    const Bucket = `usher-archive-123456789012-${REGION}`;
    const object = await s3.send(new GetObjectCommand({ Bucket, Key: `nov-${WORKSHOP.suffix}/seat-001.tar.gz` }));
    expect((await object.Body!.transformToByteArray()).subarray(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]));
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules).toMatchObject([{ Status: 'Enabled', Expiration: { Days: 30 } }]);
    const link = await archive.link(WORKSHOP, 1);
    expect(link.until.getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    const got = await fetch(link.url);
    expect(got.status).toBe(200);
    // moto leaves the name out that AWS would say; it is in what was signed.
    expect(new URL(link.url).searchParams.get('response-content-disposition')).toBe(
      'attachment; filename="nov-seat-001.tar.gz"',
    );
  }, 60_000);

  it('is told by an address whose time is over that it is', async () => {
    const { url } = await createArchive(options()).link(WORKSHOP, 1);
    const old = new URL(url);
    old.searchParams.set('X-Amz-Date', '20200101T000000Z');
    expect((await fetch(old)).status).toBe(403);
  });

  it('takes a host that hangs for silent, and others are told all the same', async () => {
    bench.aws.fault({ kind: 'hang', seat: '002' });
    const values = { USHER_URL: `${bench.aws.endpoint}/nowhere/at-all`, USHER_PATH: 'x' };
    const results = await tell(
      WORKSHOP,
      'deliver-file',
      [1, 2].map((no) => ({ no, values })),
      never,
    );
    expect(results).toMatchObject([
      { no: 1, said: new Map([['refused', ['unfetched']]]) },
      { no: 2, problem: { summary: 'Its instance does not answer.' } },
    ]);
  }, 60_000);

  it('lets no host wait for ever because SSM is asked too often, and stops when it is told to', async () => {
    bench.aws.fault({
      kind: 'refuse',
      operation: 'ssm:ListCommandInvocations',
      code: 'AccessDeniedException',
      message: 'no',
    });
    const values = { USHER_URL: 'http://127.0.0.1:1/', USHER_PATH: 'x' };
    expect(await tell(WORKSHOP, 'deliver-file', [{ no: 1, values }], never)).toMatchObject([
      { no: 1, problem: { kind: 'permission' } },
    ]);
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 50);
    expect(await tell(WORKSHOP, 'deliver-file', [{ no: 1, values }], stopping.signal)).toEqual([]);
    bench.aws.fault({ kind: 'clear' });
  }, 60_000);

  it('says that there is no place for work where there is no moto', async () => {
    const bare = await startBench({ moto: 'none' });
    try {
      const workshop = { ...WORKSHOP, spec: { ...WORKSHOP.spec, files: undefined } };
      const here = cloudOptions(bare.aws.endpoint);
      const says = 'keeps no files: it has no moto behind it';
      await expect(createArchive(here).open(workshop)).rejects.toThrow(says);
      const bytes = new Uint8Array([1]);
      await expect(createAssignmentFiles(here).stage(workshop, 'k', { bytes })).rejects.toThrow(says);
    } finally {
      await bare.stop();
    }
  }, 60_000);

  it('runs no script for a form that a web page could send', async () => {
    const url = `${bench.aws.endpoint}/?X-Amz-Credential=a/20260101/${REGION}/ssm/aws4_request`;
    const form = new URLSearchParams({ Action: 'SendCommand', 'InstanceIds.1': 'i-1' });
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(403);
  });
});
