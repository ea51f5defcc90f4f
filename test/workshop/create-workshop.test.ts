/** @jest-environment ./test/support/pglite-environment.cjs */
import { describe, expect, it } from '@jest/globals';
import type { Exposure } from '../../workshop/workshop';
import { openTestStore } from '../support/store';
import { createWorld } from '../support/world';

const exposure: Exposure = { kind: 'hosts', domain: 'lab.example.org', zone: 'Z1', certificate: undefined };

describe('making a workshop', () => {
  it('refuses a domain that a living workshop has, names that workshop, and gives it on once that is destroyed', async () => {
    const world = createWorld(await openTestStore());
    const first = await world.newWorkshop(2, { spec: { exposure } });
    const second = () =>
      world.usher.create({
        name: 'dec',
        seats: 2,
        spec: { exposure },
        crewChannel: 'C-CREW',
        room: undefined,
        join: 'room',
        endsAt: undefined,
        by: 'U-ADA',
      });
    expect(await second()).toMatchObject({ refused: 'domain-taken', by: { id: first.id } });
    await world.store.workshops.update(first.id, { state: 'destroyed', destroyedAt: new Date() });
    expect(await second()).toMatchObject({
      created: { spec: { name: 'dec', exposure: { domain: 'lab.example.org' } } },
    });
    await world.usher.drain();
  });
});
