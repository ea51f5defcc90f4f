import { describe, expect, it } from '@jest/globals';
import { QUOTAS, vcpuQuota } from '../../../infra/aws/preflight/catalogue';
import { machineLines, type Machine } from '../../../infra/aws/preflight/machine';
import { planLines } from '../../../infra/aws/preflight/plan-lines';
import { quotaLine } from '../../../infra/aws/preflight/quota-line';
import type { WorkshopSpec } from '../../../workshop/workshop';
import { workshopOf } from './fixture';

const { spec } = workshopOf(80);
const quota = (code: string) => QUOTAS.find((each) => each.code === code)!;
const value = (n: number) => ({ value: n });

describe('a quota', () => {
  const vpcs = quota('L-F678F1CE');

  it('is large enough up to its last bit, and short beyond it', () => {
    expect(quotaLine(vpcs, 'eu-west-1', 1, value(5), value(4)).verdict).toBe('ok');
    expect(quotaLine(vpcs, 'eu-west-1', 1, value(5), value(5))).toMatchObject({
      verdict: 'short',
      sentence: '1 needed, 0 of 5 left.',
      quota: { needed: 1, available: 0, limit: 5, ask: { value: 6 } },
    });
  });

  it('that others overuse has nothing left, and what to ask for covers them', () => {
    const line = quotaLine(vcpuQuota('t3.xlarge'), 'eu-west-1', 320, value(5), value(8));
    expect(line).toMatchObject({ sentence: '320 needed, 0 of 5 left.', quota: { available: -3, ask: { value: 328 } } });
  });

  it('that AWS raises for nobody is not asked for', () => {
    expect(quotaLine(quota('L-822D1B1B'), 'eu-west-1', 101, value(100), value(0)).quota?.ask).toBeUndefined();
  });

  it('that is counted roughly stops nothing unless the whole of it is too small', () => {
    const databases = quota('L-7B6409FD');
    expect(quotaLine(databases, 'eu-west-1', 1, value(40), value(40)).verdict).toBe('unknown');
    expect(quotaLine(databases, 'eu-west-1', 1, value(0), value(0)).verdict).toBe('short');
  });

  it('is not known where its value or its use is not', () => {
    expect(quotaLine(vpcs, 'eu-west-1', 1, { why: 'No.' }, value(0))).toEqual({
      what: 'VPCs',
      verdict: 'unknown',
      sentence: 'No.',
    });
    expect(quotaLine(vpcs, 'eu-west-1', 1, value(5), { why: 'No.' }).verdict).toBe('unknown');
  });

  it.each([
    ['t3.xlarge', 'L-1216C47A'],
    ['im4gn.large', 'L-1216C47A'],
    ['g4dn.xlarge', 'L-DB2E81BA'],
    ['gr6.4xlarge', 'L-DB2E81BA'],
    ['p4d.24xlarge', 'L-417A185B'],
    ['inf2.xlarge', 'L-1945791B'],
    ['x2idn.16xlarge', 'L-7295265B'],
  ])('for the vCPUs of %s is %s', (type, code) => {
    expect(vcpuQuota(type).code).toBe(code);
  });
});

describe('an instance type', () => {
  const machine: Machine = {
    vcpus: 4,
    memory: 16_384,
    interfaces: 4,
    architectures: ['x86_64'],
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    offeredIn: ['eu-west-1a', 'eu-west-1b'],
  };
  const verdicts = (change: Partial<Machine>) =>
    machineLines(spec, { ...machine, ...change }).map(({ verdict }) => verdict);

  it('will do where both zones of the workshop have it', () => {
    expect(verdicts({})).toEqual(['ok']);
  });

  it('will not do where one of them lacks it, and the zone is named', () => {
    const [line] = machineLines(spec, { ...machine, offeredIn: ['eu-west-1a', 'eu-west-1c'] });
    expect(line).toMatchObject({ verdict: 'short', sentence: expect.stringContaining('eu-west-1b') });
  });

  it('is told every reason why it will not do', () => {
    expect(verdicts({ vcpus: 2, memory: 4096, interfaces: 2, architectures: ['arm64'] })).toEqual(
      Array(4).fill('short'),
    );
  });
});

describe('a plan', () => {
  const line = (what: string, change: Partial<WorkshopSpec>) =>
    planLines({ ...spec, ...change }).find((each) => each.what === what);

  it('of the house’s defaults is sound', () => {
    expect(planLines(spec).map(({ what, verdict }) => [what, verdict])).toEqual([
      ['connections of the database', 'ok'],
      ['pulls from Docker Hub', 'ok'],
    ]);
  });

  it('is short of connections where the organiser’s database is too small', () => {
    const short = line('connections of the database', { database: { instanceClass: 'db.t3.medium' } });
    expect(short).toMatchObject({
      verdict: 'short',
      sentence: expect.stringContaining('db.t3.medium carries about 400'),
    });
    expect(line('connections of the database', { database: { instanceClass: 'db.q9.odd' } })?.verdict).toBe('unknown');
  });

  it('cannot have names without a certificate, nor more seats than one record serves', () => {
    const exposure = { kind: 'hosts' as const, domain: 'lab.example.org', zone: undefined, certificate: undefined };
    expect(line('names of the seats', { exposure })).toMatchObject({ verdict: 'short' });
    const own = { ...exposure, certificate: 'arn:aws:acm:eu-west-1:123456789012:certificate/1' };
    expect(line('names of the seats', { exposure: own })).toMatchObject({
      verdict: 'short',
      sentence: expect.stringContaining('48 seats'),
    });
    expect(line('names of the seats', { exposure: own, seats: 48 })?.verdict).toBe('ok');
    expect(line('names of the seats', { exposure: { ...exposure, zone: 'Z1' } })?.verdict).toBe('ok');
  });

  it('counts as Docker Hub’s only what comes from there', () => {
    const images = (...names: string[]) =>
      spec.apps.slice(0, 1).flatMap((app) => names.map((image) => ({ ...app, image })));
    const pulls = (...names: string[]) => line('pulls from Docker Hub', { apps: images(...names) })?.sentence;
    expect(pulls('quay.io/jupyter/scipy-notebook:1', 'public.ecr.aws/docker/library/postgres:17')).toBeUndefined();
    expect(pulls('localhost:5000/x', 'registry.example.org/team/app')).toBeUndefined();
    expect(pulls('postgres:17', 'apache/airflow:3.3.2', 'docker.io/library/redis')).toContain('pulls 3 ');
  });
});
