import { describe, expect, it } from '@jest/globals';
import type { AwsFinder } from '../../../infra/terraform/find';
import { placeOf, type InstanceLook } from '../../../infra/terraform/instances';
import { movedHosts } from '../../../infra/terraform/moved-hosts';
import { parseState } from '../../../infra/terraform/state';
import { workshop } from './support';

const STACK = 'batch-001';
const host = (no: number): string => `aws_instance.host-00${no}`;
const state = parseState(
  JSON.stringify({
    resources: [
      ...[1, 2, 3].map((no) => ({
        mode: 'managed',
        type: 'aws_instance',
        name: `host-00${no}`,
        instances: [{ attributes: { id: `i-${no}` } }],
      })),
      { mode: 'managed', type: 'aws_lb', name: 'lb', instances: [{ attributes: { id: 'i-1' } }] },
    ],
  }),
);
const own = (no: number, word = 'running'): InstanceLook => ({
  launchedAt: new Date(0),
  state: word,
  place: placeOf(STACK, host(no)),
});

/** `tagged`: addresses that another instance carries by now. */
function moved(looks: Record<string, InstanceLook>, tagged: readonly string[] = []) {
  const asked: string[][] = [];
  const finder: Pick<AwsFinder, 'tagged'> = {
    tagged: (_workshop, _stack, addresses) => {
      asked.push([...addresses]);
      return Promise.resolve(new Map(tagged.map((address) => [address, 'i-9'])));
    },
  };
  const fleet = { look: () => Promise.resolve(new Map(Object.entries(looks))), removeGhosts: () => Promise.resolve() };
  const gone = movedHosts({ workshop, stack: STACK, fleet, finder: finder as AwsFinder }, state);
  return gone.then((addresses) => ({ addresses, asked }));
}

describe('hosts of a state that are no longer its own', () => {
  it('are none where each carries its own address, or no address at all; nothing more is asked then', async () => {
    const bare = { launchedAt: new Date(0), state: 'running' };
    expect(await moved({ 'i-1': own(1), 'i-2': own(2), 'i-3': bare })).toEqual({ addresses: [], asked: [] });
  });

  it('are those whose tags name another address, or the same of another stack', async () => {
    const elsewhere = { ...own(3), place: placeOf('batch-002', host(3)) };
    const { addresses } = await moved({ 'i-1': own(2), 'i-2': own(2), 'i-3': elsewhere });
    expect(addresses).toEqual([host(1), host(3)]);
  });

  it('are those that ended, or that EC2 has forgotten, only where another carries their address', async () => {
    const looks = { 'i-1': own(1, 'terminated'), 'i-2': own(2) };
    expect(await moved(looks)).toEqual({ addresses: [], asked: [[host(1), host(3)]] });
    expect((await moved(looks, [host(3)])).addresses).toEqual([host(3)]);
  });
});
