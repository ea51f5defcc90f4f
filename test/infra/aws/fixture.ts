import type { CloudOptions } from '../../../infra/aws';
import type { Workshop } from '../../../workshop/workshop';
import { exampleWorkshop } from '../../support/workshop';

export const REGION = 'eu-west-1';

export const workshopOf = (seats: number, name = 'nov'): Workshop =>
  exampleWorkshop({
    spec: { name, seats, region: REGION },
    suffix: 'a1b2c3',
    state: 'deployed',
    createdAt: new Date('2026-11-23T08:00:00Z'),
  });

/** For createCloud: keys of its own, so that no test depends on those of the machine. */
export const cloudOptions = (endpoint: string): CloudOptions => ({
  region: REGION,
  endpoint,
  env: { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
});
