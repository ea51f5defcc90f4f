import { existsSync } from 'node:fs';
import { visitStore } from '../store/visit';
import { examine } from '../workshop/use-cases/doctor';
import { createCheckups } from './checkups';
import { systemClock } from './clock';
import { readSettings, type Settings } from './config';
import { environmentDiagnoses, linesOf } from './doctor-lines';
import { createLog } from './log';
import { createClients } from './slack/clients';
import { sdkLogger } from './slack/sdk-logger';

/** `npm run doctor`: what `/workshop doctor` says, also where Slack's tokens are wrong. Exits with 1 where something is to be mended. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { settings, problems } = readSettings(process.env);
  const { databaseUrl, dataDir } = settings;
  const visit = await visitStore({ databaseUrl, dataDir });
  const checkups = createCheckups({
    settings,
    env: process.env,
    client: slackOf(settings),
    store: visit.store,
    database: visit.checkup,
    clock: systemClock,
  });
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const diagnoses = [...environmentDiagnoses(problems), ...(await examine(checkups, { log }))];
  await visit.close();
  process.stdout.write(`${linesOf(diagnoses).join('\n')}\n`);
  process.exit(diagnoses.some(({ state }) => state === 'ill') ? 1 : 0);
}

/** What Slack's library has to say of a refusal is in the lines already. */
function slackOf({ slack }: Settings) {
  if (slack.botToken === undefined) return undefined;
  return createClients(slack.botToken, slack.apiUrl, sdkLogger(createLog(() => undefined))).probe;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
