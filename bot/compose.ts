import { createDirectory, registerHandlers, type Log } from '../handlers';
import { createArchive } from '../infra/archive';
import {
  createAssignmentFiles,
  createCostReport,
  createOwnAddress,
  createHostNumbers,
  createPreflight,
  createPrices,
  createProbe,
  createQuotaDesk,
} from '../infra/aws';
import { createHostShell } from '../infra/host-shell';
import { createVisitor } from '../infra/visit';
import { openStore } from '../store';
import { createUsher } from '../workshop/create-usher';
import { DEFAULT_APPS } from '../workshop/default-apps';
import type { ProblemError } from '../workshop/problems';
import { examine } from '../workshop/use-cases/doctor';
import { createApp } from './app';
import { createCheckups } from './checkups';
import { systemClock } from './clock';
import type { Config } from './config';
import { holdVoice } from './hold-voice';
import { createStackAdapters } from './stack-adapters';
import { createWorkshopFiles } from './workshop-files';

/** Between two looks at what hosts were told to do: somebody waits for a swap. */
const HOST_POLL_MS = 2_000;
const INSTANCE_TYPE = 't3.xlarge';

/** A running bot. */
export interface Bot {
  /** Connects to Slack and takes up what an earlier process left running. Throws ProblemError where Slack refuses. */
  start(): Promise<void>;
  /** Takes no more work, lets Terraform stop gracefully, closes everything. What runs is resumed by the next start. */
  stop(): Promise<void>;
}

/** Constructs a bot's adapters and joins them to the domain. Throws ProblemError where the store cannot be opened. */
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
  const slack = createApp(config.slack, { log, onLost, firstSight: store.firstSight });
  const directory = createDirectory(slack.client, systemClock, config.organisers);
  const usher = createUsher({
    ...(await createStackAdapters(config, env, store, log)),
    probe: createProbe({ localPorts: config.localPorts }),
    visitor: createVisitor({ localPorts: config.localPorts }),
    ownAddress: createOwnAddress({ endpoint: config.aws.endpoint }),
    prices: createPrices({ endpoint: config.aws.endpoint }),
    preflight: createPreflight({ endpoint: config.aws.endpoint }),
    quotaDesk: createQuotaDesk({ endpoint: config.aws.endpoint }),
    costReport: createCostReport({ endpoint: config.aws.endpoint }),
    files: createAssignmentFiles({ endpoint: config.aws.endpoint, stateBucket: config.stateBucket }),
    hosts: createHostShell({ endpoint: config.aws.endpoint, pollMs: Math.min(HOST_POLL_MS, config.pollMs) }),
    archive: createArchive({ endpoint: config.aws.endpoint }),
    numbers: createHostNumbers({ endpoint: config.aws.endpoint }),
    directory,
    defaults: { region: config.aws.region, instanceType: INSTANCE_TYPE, apps: DEFAULT_APPS },
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
    homes: store.homes,
    workshopFiles: createWorkshopFiles(config.workshopsDir, config.slack),
    clock: systemClock,
    client: slack.client,
    background: slack.background,
    doctor: () => examine(checkups, { log: (line) => log.error(line) }),
    sweepMs: config.sweepMs,
    hears: slack.hears,
    log,
  });
  const stopping = new AbortController();

  return {
    async start() {
      await slack.start();
      for (const { kind, id } of await usher.start()) {
        log.info(`going on with a ${kind} that an earlier process left`, { id });
      }
      await holdVoice(store.jobs, voice, stopping.signal);
    },
    async stop() {
      await slack.stop();
      stopping.abort();
      await Promise.all([usher.drain(), voice.stop()]);
      await store.close();
    },
  };
}
