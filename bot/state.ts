import { existsSync } from 'node:fs';
import { openStore } from '../store';
import { ProblemError } from '../workshop/problems';
import { ConfigError, readConfig } from './config';
import { moveState, readRequest, UsageError } from './state-command';

/** `npm run state`: reads the environment (and `.env`, where there is one) as Usher does. Exits with 1 where something was left. */
async function main(): Promise<void> {
  const request = readRequest(process.argv.slice(2));
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  // The embedded database is one process's: while Usher runs, this refuses and names it.
  const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    if (!(await moveState(request, store, config, process.env, say))) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof ProblemError || error instanceof UsageError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
