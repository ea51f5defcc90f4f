import { describe, expect, it } from '@jest/globals';
import type { InstanceLook } from '../../../infra/terraform/instances';
import { mayGo, oldHosts } from '../../../infra/terraform/replace';
import { parseState } from '../../../infra/terraform/state';
import { workshop } from './support';

const at = (time: string): Date => new Date(`2026-11-24T${time}Z`);
const replacement = { seats: [1, 2], orderedAt: at('10:00:00') };

/** The state of two seats with their hosts `i-1` and `i-2`, as far as they are in it. */
const stateOf = (...seats: number[]) =>
  parseState(
    JSON.stringify({
      resources: seats.map((no) => ({
        mode: 'managed',
        type: 'aws_instance',
        name: `host-00${no}`,
        instances: [{ attributes: { id: `i-${no}` } }],
      })),
    }),
  );

const old = (looks: Record<string, InstanceLook>, state = stateOf(1, 2)) =>
  oldHosts(
    {
      workshop,
      replacement,
      fleet: { look: async () => new Map(Object.entries(looks)), removeGhosts: async () => undefined },
    },
    state,
  );

describe('a host that is to be made anew', () => {
  it('is one that was launched before the order; one that was launched since is the new one', async () => {
    const looks = {
      'i-1': { launchedAt: at('09:00:00'), state: 'running' },
      'i-2': { launchedAt: at('10:00:30'), state: 'pending' },
    };
    expect(await old(looks)).toEqual(['aws_instance.host-001']);
  });

  it('is one that is on its way out, whenever it was launched', async () => {
    const looks = { 'i-1': { launchedAt: at('10:01:00'), state: 'shutting-down' } };
    expect(await old(looks)).toEqual(['aws_instance.host-001']);
  });

  it('is none that has ended, that EC2 has forgotten or that the state does not know: it is made anyway', async () => {
    const looks = { 'i-1': { launchedAt: at('09:00:00'), state: 'terminated' } };
    expect(await old(looks)).toEqual([]);
    expect(await old({ 'i-1': { launchedAt: at('09:00:00'), state: 'running' } }, stateOf(2))).toEqual([]);
  });

  it('may go, and so may every volume’s place on a host of the order', () => {
    expect([...mayGo({ replacement }, ['aws_instance.host-001'])]).toEqual([
      'aws_instance.host-001',
      'aws_volume_attachment.volume-001',
      'aws_volume_attachment.volume-002',
    ]);
  });
});
