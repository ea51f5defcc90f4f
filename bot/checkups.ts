import type { WebClient } from '@slack/web-api';
import { channelsCheckup, organisersCheckup } from '../handlers';
import { awsCheckups, terraformCheckups } from '../infra/doctor';
import type { Checkup } from '../workshop/ports/checkup';
import type { Clock } from '../workshop/ports/clock';
import type { Store } from '../workshop/ports/store';
import type { Workshop } from '../workshop/workshop';
import { workshopCheckups } from '../workshop/use-cases/doctor-workshops';
import type { Settings } from './config';
import { secretCheckup } from './secret-checkup';
import { slackCheckups } from './slack/checkups';

/** What there is to look at; what is missing here is left out. */
export interface Patient {
  readonly settings: Settings;
  readonly env: NodeJS.ProcessEnv;
  /** Has the bot token, and fails at once. */
  readonly client: WebClient | undefined;
  readonly store: Pick<Store, 'workshops' | 'operations'> | undefined;
  readonly database: Checkup;
  readonly clock: Pick<Clock, 'now'>;
}

/** Everything the doctor looks at, in the order of its answer. */
export function createCheckups({ settings, env, client, store, database, clock }: Patient): Checkup[] {
  const { slack, aws, organisers, dataDir, databaseUrl, stateBucket, secret } = settings;
  const living = (): Promise<Workshop[]> => store?.workshops.list() ?? Promise.resolve([]);
  return [
    ...(client ? [...slackCheckups(client, slack.apiUrl, slack.transport), organisersCheckup(client, organisers)] : []),
    ...(client && store ? [channelsCheckup(client, living)] : []),
    ...(aws.region === undefined ? [] : awsCheckups({ env, region: aws.region }, living)),
    ...terraformCheckups({ env, region: aws.region, dataDir, stateBucket }),
    ...(unread(env, 'DATABASE_URL', databaseUrl) ? [] : [database]),
    ...(unread(env, 'USHER_SECRET', secret) ? [] : [secretCheckup(secret, dataDir)]),
    ...(store ? workshopCheckups(store, clock) : []),
  ];
}

/** Set, and not understood: what Usher would do without it is no answer then. */
const unread = (env: NodeJS.ProcessEnv, name: string, value: string | undefined): boolean =>
  value === undefined && Boolean(env[name]?.trim());
