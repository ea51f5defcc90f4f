import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { RequestServiceQuotaIncreaseCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPreflight, createQuotaDesk } from '../../../infra/aws';
import { tagsOf } from '../../../infra/names';
import { startLocalAws } from '../../../local/aws';
import type { PreflightLine } from '../../../workshop/ports/preflight';
import type { Workshop } from '../../../workshop/workshop';
import { launchHost, layGround, startBench, until, type Bench } from '../../local/aws/scenario';
import { cloudOptions, workshopOf } from './fixture';

describe('the preflight against a local AWS without a control plane', () => {
  it('finds an account that nobody else uses', async () => {
    const aws = await startLocalAws({ port: 0, dataDir: mkdtempSync(join(tmpdir(), 'usher-aws-')), moto: 'none' });
    const lines = await createPreflight(cloudOptions(aws.endpoint)).check(workshopOf(80));
    await aws.stop();
    expect(lines.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    expect(lines.find(({ quota }) => quota?.code === 'L-1216C47A')?.quota).toMatchObject({
      needed: 320,
      available: 5000,
    });
  });
});

describe('the preflight against the local AWS', () => {
  const workshop = workshopOf(80);
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
    if (!bench.aws.controlPlane) throw new Error('moto is needed: pip install "moto[server]"');
  }, 120_000);
  afterAll(() => bench?.stop());
  afterEach(() => bench.aws.fault({ kind: 'clear' }));

  const check = (of: Workshop = workshop) => createPreflight(cloudOptions(bench.aws.endpoint)).check(of);
  const withSpec = (change: Partial<Workshop['spec']>): Workshop => ({
    ...workshop,
    spec: { ...workshop.spec, ...change },
  });
  const lineOf = async (code: string, of?: Workshop) => (await check(of)).find(({ quota }) => quota?.code === code);
  const troubles = (lines: readonly PreflightLine[]) => lines.filter(({ verdict }) => verdict !== 'ok');

  it('finds nothing against a workshop of 80 seats, in about 20 calls', async () => {
    const before = [...bench.aws.calls.values()].reduce((sum, n) => sum + n, 0);
    expect(troubles(await check())).toEqual([]);
    const calls = [...bench.aws.calls.values()].reduce((sum, n) => sum + n, 0) - before;
    expect(calls).toBeLessThanOrEqual(22);
    expect(await lineOf('L-1216C47A')).toMatchObject({ quota: { needed: 320, limit: 5000, available: 5000 } });
  });

  it('asks for more of a quota, and hears what became of it, once it is answered', async () => {
    const desk = createQuotaDesk(cloudOptions(bench.aws.endpoint));
    bench.aws.fault({ kind: 'quota', code: 'L-1216C47A', value: 5 });
    const id = await desk.ask('eu-west-1', 'ec2', 'L-1216C47A', 320);
    await expect(desk.ask('eu-west-1', 'ec2', 'L-1216C47A', 400)).rejects.toMatchObject({
      problem: { kind: 'exists', summary: expect.stringContaining('L-1216C47A') },
    });
    bench.aws.fault({ kind: 'quota-answer', code: 'L-1216C47A', answer: 'approve' });
    expect(await desk.look('eu-west-1', 'ec2', id)).toBe('granted');
    expect(await lineOf('L-1216C47A')).toMatchObject({ verdict: 'ok', quota: { limit: 320 } });
    bench.aws.fault({ kind: 'quota-answer', code: 'L-53DA6B97', answer: 'deny' });
    const refused = await desk.ask('eu-west-1', 'elasticloadbalancing', 'L-53DA6B97', 80);
    expect(await desk.look('eu-west-1', 'elasticloadbalancing', refused)).toBe('pending');
    bench.aws.fault({ kind: 'quota-answer', code: 'L-53DA6B97', answer: 'deny' });
    expect(await desk.look('eu-west-1', 'elasticloadbalancing', refused)).toBe('refused');
    bench.aws.fault({ kind: 'deny', action: 'servicequotas:RequestServiceQuotaIncrease' });
    await expect(desk.ask('eu-west-1', 'vpc', 'L-F678F1CE', 9)).rejects.toMatchObject({
      problem: { kind: 'permission', summary: expect.stringContaining('servicequotas:RequestServiceQuotaIncrease') },
    });
  });

  it('says which quota is short, what to ask for and where, until it is raised', async () => {
    bench.aws.fault({ kind: 'quota', code: 'L-1216C47A', value: 5 });
    const short = await lineOf('L-1216C47A');
    expect(short).toMatchObject({ verdict: 'short', sentence: '320 needed, 5 of 5 left.' });
    expect(short?.quota?.ask).toEqual({
      value: 320,
      link: 'https://console.aws.amazon.com/servicequotas/home/services/ec2/quotas/L-1216C47A?region=eu-west-1',
    });

    const client = new ServiceQuotasClient(bench.config);
    const wish = { ServiceCode: 'ec2', QuotaCode: 'L-1216C47A', DesiredValue: 320 };
    const { RequestedQuota } = await client.send(new RequestServiceQuotaIncreaseCommand(wish));
    expect(RequestedQuota).toMatchObject({ Status: 'PENDING', DesiredValue: 320 });
    await until(async () => (await lineOf('L-1216C47A'))?.verdict === 'ok', 'the quota to be raised');
    client.destroy();
  });

  it('takes a launch that is refused for want of vCPUs for what it says', async () => {
    const message = 'You have requested more vCPU capacity than your current vCPU limit of 32 allows.';
    bench.aws.fault({ kind: 'refuse', operation: 'ec2:RunInstances', code: 'VcpuLimitExceeded', message });
    expect(await lineOf('L-1216C47A')).toMatchObject({ verdict: 'short', quota: { limit: 32 } });
  });

  it('counts what others use, and not what the workshop itself has', async () => {
    const ground = await layGround(bench);
    await launchHost(bench, ground, 'usher-other', '001');
    const used = await lineOf('L-1216C47A');
    expect(used?.quota).toMatchObject({ limit: 5000, available: 4996 });

    bench.aws.fault({ kind: 'quota', code: 'L-1216C47A', value: 7 });
    await expect(launchHost(bench, ground, 'usher-other', '002')).rejects.toMatchObject({ name: 'VcpuLimitExceeded' });
    bench.aws.fault({ kind: 'quota', code: 'L-1216C47A', value: 8 });
    await launchHost(bench, ground, 'usher-other', '002');

    const before = await lineOf('L-F678F1CE');
    const Tags = Object.entries(tagsOf(workshop, 'network')).map(([Key, Value]) => ({ Key, Value }));
    const own = { CidrBlock: '10.32.0.0/16', TagSpecifications: [{ ResourceType: 'vpc' as const, Tags }] };
    await bench.ec2.send(new CreateVpcCommand(own));
    expect((await lineOf('L-F678F1CE'))?.quota).toEqual(before?.quota);
    expect((await lineOf('L-F678F1CE', { ...workshop, suffix: 'zzzzzz' }))?.quota?.available).toBe(
      before!.quota!.available - 1,
    );
  });

  it('asks for a machine that is there, is large enough and runs the images', async () => {
    const said = async (instanceType: string) =>
      (await check(withSpec({ instanceType }))).filter(({ what }) => what === `instance type ${instanceType}`);
    expect(await said('t3.xlarge')).toMatchObject([{ verdict: 'ok' }]);
    expect(await said('t9.huge')).toMatchObject([
      { verdict: 'short', sentence: expect.stringContaining('no instance type') },
    ]);
    expect((await said('t3.medium')).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('vCPUs, and the apps of a seat reserve'),
      expect.stringContaining('MiB of memory'),
    ]);
    expect(await said('t4g.xlarge')).toMatchObject([{ verdict: 'short', sentence: expect.stringContaining('arm64') }]);
    const third = { ...workshop.spec.apps[0]!, name: 'third', cpu: 0, memory: 0 };
    const many = withSpec({ apps: [...workshop.spec.apps, third, { ...third, name: 'fourth' }] });
    expect((await check(many)).map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining('It has 4 network interfaces, and a seat needs 5'),
    );
  });

  it('uses the quota of the type’s own family', async () => {
    const gpu = await lineOf('L-DB2E81BA', withSpec({ instanceType: 'g4dn.xlarge', seats: 2 }));
    expect(gpu).toMatchObject({
      what: 'vCPUs of G and VT instances',
      verdict: 'short',
      quota: { needed: 8, limit: 0 },
    });
  });

  it('says what it may not ask, each thing by itself, and that stops nothing', async () => {
    bench.aws.fault({ kind: 'deny', action: 'ec2:DescribeVolumes' });
    const lines = troubles(await check());
    expect(lines).toEqual([
      { what: 'TiB of gp3 volumes', verdict: 'unknown', sentence: 'AWS does not let Usher do `ec2:DescribeVolumes`.' },
    ]);
    bench.aws.fault({ kind: 'deny', action: 'servicequotas:ListServiceQuotas' });
    const blind = troubles(await check());
    expect(blind.length).toBeGreaterThan(10);
    expect(new Set(blind.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  });

  it('does not wait longer than it may, and answers all the same', async () => {
    const hours = { kind: 'throttle', operation: 'servicequotas:ListServiceQuotas', count: 1000 } as const;
    bench.aws.fault(hours);
    const started = Date.now();
    const lines = await createPreflight({ ...cloudOptions(bench.aws.endpoint), budgetMs: 1_000 }).check(workshop);
    expect(Date.now() - started).toBeLessThan(3_000);
    expect(lines).toContainEqual(
      expect.objectContaining({ verdict: 'unknown', sentence: 'AWS did not answer within 1 s.' }),
    );
    const nobody = createPreflight({ ...cloudOptions('http://127.0.0.1:9'), budgetMs: 1_000 });
    expect(troubles(await nobody.check(workshop)).every(({ verdict }) => verdict === 'unknown')).toBe(true);
  });
});
