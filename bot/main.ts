import { existsSync } from 'node:fs';
import { compose } from './compose';
import { readConfig } from './config';
import { createLog } from './log';
import { runUntilSignal } from './run-until-signal';

/** `npm start`: reads the environment (and `.env`, where there is one), runs the bot until a signal, drains. */
runUntilSignal(
  async (log, lost) => {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const bot = await compose(readConfig(process.env), process.env, log, lost);
    return {
      async start() {
        await bot.start();
        log.info('Usher is connected to Slack');
      },
      stop: () => bot.stop(),
    };
  },
  createLog((line) => process.stderr.write(line)),
);
