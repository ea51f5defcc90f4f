import { createCloud } from '../infra/aws';
import { synthStack } from '../infra/synth';
import { variablesFor } from '../infra/stacks/variables';
import { chooseProvisioner } from '../infra/terraform';
import type { OpenStore } from '../store';
import type { StackContext } from '../workshop/context';
import { createCredentials } from '../workshop/credentials';
import type { Credentials } from '../workshop/ports/credentials';
import type { Log } from '../handlers';
import { systemClock } from './clock';
import type { WorkerConfig } from './config';
import { readSecret } from './secret';

/** RDS takes up to 17 minutes, and Airflow waits for it before its own three. */
const READY_TIMEOUT_MS = 25 * 60_000;
/** Two looks a second would be seen by nobody: Slack's own pace for edits is slower. */
const STEP_MS = 1_000;

/** What working on stacks stands on, in a bot and in a worker. */
export type StackAdapters = Omit<StackContext, 'emit' | 'changed' | 'signal'> & { readonly credentials: Credentials };

/** Constructs them over an open store. */
export async function createStackAdapters(
  config: WorkerConfig,
  env: NodeJS.ProcessEnv,
  store: OpenStore,
  log: Log,
): Promise<StackAdapters> {
  const credentials = createCredentials(readSecret(config.secret, config.dataDir));
  const provisioner = await chooseProvisioner({
    dataDir: config.dataDir,
    ...(config.stateBucket ? { stateBucket: { name: config.stateBucket, region: config.aws.region } } : {}),
    ...(config.stopMs ? { stopTimeoutMs: config.stopMs } : {}),
    env,
    clock: systemClock,
    synth: synthStack,
    variables: (workshop, stack) => variablesFor(workshop, stack, credentials),
  });
  return {
    store,
    credentials,
    provisioner,
    cloud: createCloud({ region: config.aws.region, endpoint: config.aws.endpoint }),
    clock: systemClock,
    pace: {
      pollMs: config.pollMs,
      stepMs: Math.min(STEP_MS, config.pollMs),
      registerTimeoutMs: config.registerMs,
      readyTimeoutMs: READY_TIMEOUT_MS,
    },
    worker: `${provisioner.who}:${process.pid}`,
    log: (line) => log.error(line),
  };
}
