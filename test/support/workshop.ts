import { DEFAULT_APPS } from '../../workshop/default-apps';
import { DEFAULT_OPTIONS, type Workshop, type WorkshopSpec } from '../../workshop/workshop';

export type GivenWorkshop = Partial<Omit<Workshop, 'spec'>> & { readonly spec?: Partial<WorkshopSpec> };

/** A workshop nobody made: `nov`, new, of two seats, with what is given instead. */
export const exampleWorkshop = ({ spec, ...given }: GivenWorkshop = {}): Workshop => ({
  id: 'w1',
  spec: {
    ...DEFAULT_OPTIONS,
    name: 'nov',
    seats: 2,
    batchSize: 10,
    region: 'eu-west-1',
    instanceType: 't3.xlarge',
    apps: DEFAULT_APPS,
    ...spec,
  },
  suffix: 'abc123',
  state: 'new',
  crewChannel: 'C1',
  room: undefined,
  join: 'room',
  createdBy: 'U1',
  createdAt: new Date(0),
  openedAt: undefined,
  opensAt: undefined,
  opensBy: undefined,
  closedAt: undefined,
  invitation: undefined,
  endsAt: undefined,
  deployedAt: undefined,
  destroyedAt: undefined,
  deploysAt: undefined,
  deploysBy: undefined,
  destroysBy: undefined,
  ami: undefined,
  loadBalancers: [],
  rotation: 0,
  ...given,
});
