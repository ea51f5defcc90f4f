import { describe, expect, it } from '@jest/globals';
import { INSTANCES } from '../../../infra/aws/price-list';
import { sizeOf } from '../../../local/aws/model/instance-types';
import { alternativesOf } from '../../../workshop/alternatives';
import { workshopOf } from './fixture';

describe('instance types that stand in for one another', () => {
  const pairs = Object.keys(INSTANCES).flatMap((instanceType) =>
    alternativesOf({ ...workshopOf(1).spec, instanceType }).map((other) => [instanceType, other] as const),
  );

  it('have a price, so that a plan can tell what they cost', () => {
    expect(pairs.length).toBeGreaterThan(20);
    expect(pairs.filter(([, other]) => INSTANCES[other] === undefined)).toEqual([]);
  });

  it('carry the same seats: as many vCPUs, as much memory, as many tasks', () => {
    expect(pairs.filter(([one, other]) => JSON.stringify(sizeOf(one)) !== JSON.stringify(sizeOf(other)))).toEqual([]);
  });
});
