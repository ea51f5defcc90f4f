import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { synthInProcess } from '../../../infra/synth/in-process';
import type { SynthRequest } from '../../../infra/synth/request';
import type { Storage, Workshop } from '../../../workshop/workshop';
import { testWorkshop, type StackJson } from './support';

function batchOf(workshop: Workshop, placements?: NonNullable<SynthRequest['placements']>): StackJson {
  const { file } = synthInProcess({
    workshop,
    stack: 'batch-001',
    ...(placements ? { placements } : {}),
    outDir: mkdtempSync(join(tmpdir(), 'usher-placements-')),
    backend: { kind: 'local', folder: '/state' },
    endpoint: undefined,
  });
  const text = readFileSync(file, 'utf8');
  return { text, ...(JSON.parse(text) as Omit<StackJson, 'text'>) };
}

const workshopWith = (storage: Storage): Workshop => testWorkshop({ seats: 2, options: { storage } });
const host = (stack: StackJson, label: string) => stack.resource['aws_instance']?.[`host-${label}`];
const subnetsOf = (stack: StackJson, service: string) =>
  JSON.stringify(stack.resource['aws_ecs_service']?.[service]?.['network_configuration']);

describe('a seat whose host goes elsewhere', () => {
  it('has its tasks in the zone of its host, and the type it was given; others are as usual', () => {
    const workshop = workshopWith({ kind: 'instance' });
    const usual = batchOf(workshop);
    const placed = batchOf(workshop, { 1: { zone: 1, instanceType: 'm5.xlarge' } });
    expect(host(usual, '001')).toMatchObject({ instance_type: 't3.xlarge', subnet_id: expect.stringContaining('[0]') });
    expect(host(placed, '001')).toMatchObject({
      instance_type: 'm5.xlarge',
      subnet_id: expect.stringContaining('[1]'),
    });
    expect(subnetsOf(usual, 'jupyter-001')).toContain('private_subnets[0]');
    expect(subnetsOf(placed, 'jupyter-001')).toContain('private_subnets[1]');
    expect(host(placed, '002')).toEqual(host(usual, '002'));
    expect(subnetsOf(placed, 'jupyter-002')).toBe(subnetsOf(usual, 'jupyter-002'));
  });

  it('has its volume there too', () => {
    const placed = batchOf(workshopWith({ kind: 'volume', size: 20 }), { 2: { zone: 0 } });
    expect(placed.resource['aws_ebs_volume']?.['volume-002']?.['availability_zone']).toContain('zones[0]');
    expect(host(placed, '002')).toMatchObject({
      instance_type: 't3.xlarge',
      subnet_id: expect.stringContaining('[0]'),
    });
  });
});

describe('what AWS may have no capacity for', () => {
  it('is asked for by a provider that gives up soon, and nothing else is', () => {
    const batch = batchOf(workshopWith({ kind: 'volume', size: 20 }));
    expect(batch.provider.aws).toEqual([
      expect.not.objectContaining({ max_retries: expect.anything() }),
      expect.objectContaining({ alias: 'hosts', max_retries: 6, region: 'eu-west-1' }),
    ]);
    const hasty = Object.entries(batch.resource).filter(([, members]) =>
      Object.values(members).some(({ provider }) => provider === 'aws.hosts'),
    );
    expect(hasty.map(([type]) => type).sort()).toEqual(['aws_ebs_volume', 'aws_instance']);
  });
});
