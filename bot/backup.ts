import { existsSync } from 'node:fs';
import { ProblemError } from '../workshop/problems';
import { backUp, readRequest, restore } from './backup-command';
import { ConfigError, readSettings } from './config';
import { UsageError } from './state-command';

/** `npm run backup` and `npm run restore`: read the environment (and `.env`, where there is one) as Usher does. */
async function main(): Promise<void> {
  const request = readRequest(process.argv.slice(2));
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { settings, problems } = readSettings(process.env);
  // Slack and AWS are no matter here; another database than the one that was meant would be.
  const wrong = problems.filter((problem) => problem.startsWith('DATABASE_URL'));
  if (wrong.length > 0) throw new ConfigError(wrong);
  const lines = await (request.task === 'make' ? backUp(request, settings) : restore(request, settings));
  process.stdout.write(`${lines.join('\n')}\n`);
}

main().catch((error: unknown) => {
  if (error instanceof ProblemError) {
    const { cause } = error.problem;
    process.stderr.write(`${error.message}${cause === undefined ? '' : `\n(${cause})`}\n`);
  } else {
    const known = error instanceof ConfigError || error instanceof UsageError;
    process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  }
  process.exit(1);
});
