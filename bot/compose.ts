import { createDirectory, registerHandlers, type Log } from '../handlers';
import { createAssignmentFiles, createCloud, createPreflight, createPrices, createProbe } from '../infra/aws';
import { synthStack } from '../infra/synth';
import { variablesFor } from '../infra/stacks/variables';
import { chooseProvisioner } from '../infra/terraform';
import { openStore } from '../store';
import { createCredentials } from '../workshop/credentials';
import { createUsher } from '../workshop/create-usher';
import { DEFAULT_APPS } from '../workshop/default-apps';
import type { ProblemError } from '../workshop/problems';
import { examine } from '../workshop/use-cases/doctor';
import { createApp } from './app';
import { createCheckups } from './checkups';
import { systemClock } from './clock';
import type { Config } from './config';
import { readSecret } from './secret';
import { createWorkshopFiles } from './workshop-files';

const INSTANCE_TYPE = 't3.xlarge';
/** RDS takes up to 17 minutes, and Airflow waits for it before its own three. */
const READY_TIMEOUT_MS = 25 * 60_000;

/** A running bot. */
export interface Bot {
  /** Connects to Slack and takes up what an earlier process left running. Throws ProblemError where Slack refuses. */
  start(): Promise<void>;
  /** Takes no more work, lets Terraform stop gracefully, closes everything. What runs is resumed by the next start. */
  stop(): Promise<void>;
}

/** The only place that constructs adapters and joins them to the domain. Throws ProblemError where the store cannot be opened. */
export async function compose(
  config: Config,
  env: NodeJS.ProcessEnv,
  log: Log,
  onLost: (problem: ProblemError) => void,
): Promise<Bot> {
  const store = await openStore({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    dailyBackups: true,
    log: (line) => log.info(line),
  });
  const credentials = createCredentials(readSecret(config.secret, config.dataDir));
  const slack = createApp(config.slack, { log, onLost });
  const directory = createDirectory(slack.client, systemClock, config.organisers);
  const usher = createUsher({
    store,
    provisioner: await chooseProvisioner({
      dataDir: config.dataDir,
      ...(config.stateBucket ? { stateBucket: { name: config.stateBucket, region: config.aws.region } } : {}),
      ...(config.stopMs ? { stopTimeoutMs: config.stopMs } : {}),
      env,
      clock: systemClock,
      synth: synthStack,
      variables: (workshop, stack) => variablesFor(workshop, stack, credentials),
    }),
    cloud: createCloud({ region: config.aws.region, endpoint: config.aws.endpoint }),
    probe: createProbe({ localPorts: config.localPorts }),
    credentials,
    prices: createPrices({ endpoint: config.aws.endpoint }),
    preflight: createPreflight({ endpoint: config.aws.endpoint }),
    files: createAssignmentFiles({ endpoint: config.aws.endpoint, stateBucket: config.stateBucket }),
    directory,
    clock: systemClock,
    defaults: { region: config.aws.region, instanceType: INSTANCE_TYPE, apps: DEFAULT_APPS },
    pace: { pollMs: config.pollMs, readyTimeoutMs: READY_TIMEOUT_MS },
    log: (line) => log.error(line),
  });
  const checkups = createCheckups({
    settings: config,
    env,
    client: slack.probe,
    store,
    database: store.checkup,
    clock: systemClock,
  });
  const voice = registerHandlers(slack.app, {
    usher,
    directory,
    firstSight: store.firstSight,
    workshopFiles: createWorkshopFiles(config.workshopsDir, config.slack),
    clock: systemClock,
    client: slack.client,
    background: slack.background,
    doctor: () => examine(checkups, { log: (line) => log.error(line) }),
    sweepMs: config.sweepMs,
    log,
  });

  return {
    async start() {
      await slack.start();
      const resumed = await usher.resume();
      for (const { kind, id, state } of resumed) {
        if (state === 'running') log.info(`going on with a ${kind} that an earlier process left`, { id });
      }
      await voice.start(resumed);
    },
    async stop() {
      await slack.stop();
      await usher.drain();
      await voice.stop();
      await store.close();
    },
  };
}
