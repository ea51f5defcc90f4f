import { existsSync } from 'node:fs';
import { openStore } from '../store';
import { createWorker } from '../workshop/create-worker';
import { readWorkerConfig } from './config';
import { createLog } from './log';
import { runUntilSignal } from './run-until-signal';
import { createStackAdapters } from './stack-adapters';

/** `npm run worker`: applies and destroys stacks for the bots on the same database, until a signal. */
runUntilSignal(
  async (log) => {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const config = readWorkerConfig(process.env);
    const store = await openStore({
      databaseUrl: config.databaseUrl,
      dataDir: config.dataDir,
      log: (line) => log.info(line),
    });
    const adapters = await createStackAdapters(config, process.env, store, log);
    const worker = createWorker(adapters);
    return {
      async start() {
        await worker.start();
        log.info(`this worker takes stacks, ${adapters.provisioner.parallelism} at once`, { worker: adapters.worker });
      },
      async stop() {
        await worker.drain();
        await store.close();
      },
    };
  },
  createLog((line) => process.stderr.write(line)),
);
