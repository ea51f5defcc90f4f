import { expect, it } from '@jest/globals';
import { isKnownRegion, nearestRegion } from '../../../infra/aws';

it('knows the regions there are', () => {
  expect(isKnownRegion('eu-west-1')).toBe(true);
  expect(isKnownRegion('eu-west-9')).toBe(false);
  expect(isKnownRegion('')).toBe(false);
});

it.each([
  ['eu-wst-1', 'eu-west-1'],
  ['EU-WEST-2', 'eu-west-2'],
  ['us-east1', 'us-east-1'],
  ['frankfurt', undefined],
  ['', undefined],
])('suggests for %j the region %j', (typed, meant) => {
  expect(nearestRegion(typed)).toBe(meant);
});
