import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCostReport } from '../../../infra/aws';
import { startLocalAws, type LocalAws } from '../../../local/aws';
import { createCostBook } from '../../../local/aws/services/costs';
import type { World } from '../../../local/aws/model/world';
import { cloudOptions, workshopOf } from './fixture';

describe('AWS’s own bill', () => {
  let aws: LocalAws;
  const now = new Date();
  const workshop = { ...workshopOf(2), deployedAt: now, destroyedAt: now };
  const bill = (service: string, amount: number, value = workshop.suffix) =>
    aws.fault({ kind: 'bill', key: 'usher:run', value, service, amount });
  const ask = () => createCostReport(cloudOptions(aws.endpoint)).of(workshop);

  beforeAll(async () => {
    aws = await startLocalAws({ port: 0, dataDir: mkdtempSync(join(tmpdir(), 'usher-aws-')), moto: 'none' });
  });
  afterAll(() => aws?.stop());
  afterEach(() => aws.fault({ kind: 'clear' }));

  it('is not known where the account does not break it down by the tag', async () => {
    bill('Amazon Elastic Compute Cloud - Compute', 12.5);
    expect(await ask()).toBe('inactive');
  });

  it('is what this run of the workshop cost, by service, in two calls at most', async () => {
    aws.fault({ kind: 'cost-tag', key: 'usher:run' });
    bill('Amazon Relational Database Service', 3.25);
    bill('Amazon Elastic Compute Cloud - Compute', 100, 'another-run');
    const before = aws.calls.get('ce:GetCostAndUsage') ?? 0;
    expect(await ask()).toEqual({
      total: 15.75,
      services: [
        { name: 'Amazon Elastic Compute Cloud - Compute', amount: 12.5 },
        { name: 'Amazon Relational Database Service', amount: 3.25 },
      ],
    });
    expect((aws.calls.get('ce:GetCostAndUsage') ?? 0) - before).toBe(1);
  });

  it('is none yet where the tag counts and nothing was billed', async () => {
    aws.fault({ kind: 'cost-tag', key: 'usher:run' });
    expect(await createCostReport(cloudOptions(aws.endpoint)).of({ ...workshop, suffix: 'nobody' })).toBe('nothing');
  });

  it('is not to be had without the permission, and an account of an organisation may not look at tags', async () => {
    aws.fault({ kind: 'deny', action: 'ce:GetCostAndUsage' });
    expect(await ask()).toBe('denied');
    aws.fault({ kind: 'clear' });
    aws.fault({ kind: 'deny', action: 'ce:ListCostAllocationTags' });
    expect(await ask()).toBe('inactive');
  });

  it('throws what else AWS refuses', async () => {
    aws.fault({ kind: 'refuse', operation: 'ce:GetCostAndUsage', code: 'DataUnavailableException', message: 'later' });
    await expect(ask()).rejects.toMatchObject({ problem: { kind: 'unknown' } });
  });
});

describe('the local AWS’s bill', () => {
  it('meters what runs by its price, and what was stopped no more', () => {
    const book = createCostBook();
    const instance = {
      id: 'i-1',
      region: 'us-east-1',
      type: 't3.xlarge',
      tags: { 'usher:run': 'abc' },
      state: 'running',
    };
    const balancer = { arn: 'arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/nov', tags: {} };
    const world = {
      instances: new Map([['i-1', instance]]),
      loadBalancers: new Map([['lb', balancer]]),
    } as unknown as World;
    book.meter(world, 3_600_000);
    instance.state = 'terminated';
    book.meter(world, 3_600_000);
    expect(book.entries.map(({ amount }) => Number(amount.toFixed(4)))).toEqual([0.1664, 0.045]);
  });
});
