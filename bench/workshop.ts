import { DEFAULT_APPS } from '../workshop/default-apps';
import { DEFAULT_OPTIONS, type Workshop, type WorkshopOptions } from '../workshop/workshop';

/** A workshop nobody made, to be synthesised: two apps a seat, ten seats a batch. */
export const benchWorkshop = (seats: number, options: Partial<WorkshopOptions> = {}): Workshop => ({
  id: '00000000-0000-4000-8000-000000000000',
  spec: {
    ...DEFAULT_OPTIONS,
    ...options,
    name: 'bench',
    seats,
    batchSize: 10,
    region: 'eu-west-1',
    instanceType: 't3.xlarge',
    apps: DEFAULT_APPS,
  },
  suffix: 'abc234',
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
  ami: 'ami-0123456789abcdef0',
  loadBalancers: [],
  rotation: 0,
});
