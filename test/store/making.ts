import type { NewWorkshop } from '../../workshop/ports/workshop-store';
import type { Store } from '../../workshop/ports/store';
import { DEFAULT_OPTIONS, type Workshop, type WorkshopSpec } from '../../workshop/workshop';

let made = 0;

/** A workshop to put into the store. */
export const newWorkshop = (name = 'nov', seats = 3): NewWorkshop => ({
  spec: { ...DEFAULT_OPTIONS, name, seats, batchSize: 10, region: 'eu-west-1', instanceType: 't3.xlarge', apps: [] },
  suffix: `s${++made}`,
  crewChannel: 'C1',
  room: undefined,
  join: 'room',
  createdBy: 'U1',
  endsAt: undefined,
});

export async function makeWorkshop(
  store: Store,
  name = 'nov',
  seats = 3,
  change: Partial<WorkshopSpec> = {},
): Promise<Workshop> {
  const { spec, ...rest } = newWorkshop(name, seats);
  const workshop = await store.workshops.create({ ...rest, spec: { ...spec, ...change } });
  if (workshop === 'taken') throw new Error(`${name} is taken`);
  return workshop;
}
