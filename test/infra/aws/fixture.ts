import type { CloudOptions } from '../../../infra/aws';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { DEFAULT_OPTIONS, type Workshop } from '../../../workshop/workshop';

export const REGION = 'eu-west-1';

export const workshopOf = (seats: number, name = 'nov'): Workshop => ({
  id: 'w1',
  spec: {
    ...DEFAULT_OPTIONS,
    name,
    seats,
    batchSize: 10,
    region: REGION,
    instanceType: 't3.xlarge',
    apps: DEFAULT_APPS,
  },
  suffix: 'a1b2c3',
  state: 'deployed',
  crewChannel: 'C1',
  room: undefined,
  join: 'room',
  createdBy: 'U1',
  createdAt: new Date('2026-11-23T08:00:00Z'),
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
});

/** For createCloud: keys of its own, so that no test depends on those of the machine. */
export const cloudOptions = (endpoint: string): CloudOptions => ({
  region: REGION,
  endpoint,
  env: { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
});
