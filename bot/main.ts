import { existsSync } from 'node:fs';
import { ProblemError } from '../workshop/problems';
import { compose } from './compose';
import { ConfigError, readConfig } from './config';
import { createLog } from './log';

/** `npm start`: reads the environment (and `.env`, where there is one), runs the bot until a signal, drains. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const log = createLog((line) => process.stderr.write(line));
  const config = readConfig(process.env);
  const lost = (problem: ProblemError): void => {
    log.error(problem.message);
    end(1);
  };
  const bot = await compose(config, process.env, log, lost);

  let ending = false;
  const end = (code: number): void => {
    if (ending) return;
    ending = true;
    log.info('stopping: running work ends gracefully and is resumed at the next start');
    bot.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error(`could not stop in order: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  // npm, a terminal and a supervisor may each send one: a repeated signal is not impatience.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
  process.on('unhandledRejection', (reason) =>
    log.error(`unhandled: ${reason instanceof Error ? reason.stack : String(reason)}`),
  );

  try {
    await bot.start();
  } catch (error) {
    await bot.stop().catch(() => undefined);
    throw error;
  }
  log.info('Usher is connected to Slack');
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof ProblemError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
