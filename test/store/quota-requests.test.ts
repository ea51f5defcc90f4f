/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { makeWorkshop, onBothEngines } from './engines';

onBothEngines('requests for larger quotas', (bench) => {
  it('wait until one of many callers notes the answer', async () => {
    const { id: workshopId } = await makeWorkshop(bench.store);
    const { quotaRequests } = bench.store;
    const request = {
      id: 'r1',
      workshopId,
      by: 'U1',
      region: 'eu-west-1',
      service: 'ebs',
      code: 'L-7A658B76',
      what: 'TiB of gp3 volumes',
      value: 48.5,
      link: 'https://console.aws.amazon.com/',
    };
    const added = await quotaRequests.add(request);
    expect(added).toEqual({ ...request, state: 'pending', askedAt: expect.any(Date) });
    expect(await quotaRequests.pending()).toEqual([added]);
    const settled = await Promise.all(Array.from({ length: 8 }, () => quotaRequests.settle('r1', 'granted')));
    expect(settled.filter(Boolean)).toHaveLength(1);
    expect(await quotaRequests.pending()).toEqual([]);
    expect(await quotaRequests.settle('another', 'refused')).toBe(false);
  });
});
