import { describe, expect, it } from '@jest/globals';
import { alternativesOf } from '../../workshop/alternatives';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import { nextPlacement } from '../../workshop/next-placement';
import type { Placement } from '../../workshop/ports/provisioner';
import { DEFAULT_OPTIONS, type WorkshopSpec } from '../../workshop/workshop';

const spec = (more: Partial<WorkshopSpec> = {}): WorkshopSpec => ({
  ...DEFAULT_OPTIONS,
  name: 'nov',
  seats: 4,
  batchSize: 10,
  region: 'eu-west-1',
  instanceType: 't3.xlarge',
  apps: DEFAULT_APPS,
  ...more,
});

/** Every place in turn, each refused. */
function tour(of: WorkshopSpec, no: number): Placement[] {
  const tried: Placement[] = [];
  for (;;) {
    const next = nextPlacement(of, no, tried);
    if (!next) return tried;
    tried.push(next);
  }
}

describe('where a host goes that AWS has no capacity for', () => {
  it('is the other zone first, then other types in both, each once', () => {
    expect(tour(spec({ alternatives: ['m5.xlarge', 't3a.xlarge'] }), 1)).toEqual([
      { zone: 1 },
      { instanceType: 'm5.xlarge' },
      { zone: 1, instanceType: 'm5.xlarge' },
      { instanceType: 't3a.xlarge' },
      { zone: 1, instanceType: 't3a.xlarge' },
    ]);
    expect(nextPlacement(spec(), 2)).toEqual({ zone: 0 });
  });

  it('is not a place that was tried in other words', () => {
    const tried = [{ zone: 1, instanceType: 't3.xlarge' }];
    expect(nextPlacement(spec({ alternatives: ['m5.xlarge'] }), 1, tried)).toEqual({ instanceType: 'm5.xlarge' });
    expect(nextPlacement(spec({ alternatives: [] }), 1, tried)).toBeUndefined();
  });

  it('is in the same zone where the seat has a volume, which cannot leave it', () => {
    const fixed = spec({ storage: { kind: 'volume', size: 20 }, alternatives: ['m5.xlarge', 't3a.xlarge'] });
    expect(tour(fixed, 2)).toEqual([{ instanceType: 'm5.xlarge' }, { instanceType: 't3a.xlarge' }]);
  });
});

describe('the types that stand in for one', () => {
  it.each([
    ['t3.xlarge', ['t3a.xlarge', 'm6i.xlarge', 'm5.xlarge', 'm7i.xlarge']],
    ['t3.medium', ['t3a.medium']],
    ['m5.4xlarge', ['m6i.4xlarge']],
    ['r5.large', ['r6i.large']],
    ['g4dn.xlarge', []],
    ['t3.micro', []],
  ])('of %s are %j', (instanceType, types) => {
    expect(alternativesOf(spec({ instanceType }))).toEqual(types);
  });

  it('are those of the workshop, without its own, where it names some', () => {
    expect(alternativesOf(spec({ alternatives: ['t3.xlarge', 'c5.2xlarge'] }))).toEqual(['c5.2xlarge']);
    expect(alternativesOf(spec({ alternatives: [] }))).toEqual([]);
  });
});
