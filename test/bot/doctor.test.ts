import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readSettings } from '../../bot/config';
import { environmentDiagnoses } from '../../bot/doctor-lines';
import { readSecret } from '../../bot/secret';
import { secretCheckup } from '../../bot/secret-checkup';
import { startLocalAws } from '../../local/aws';
import { startLocalSlack } from '../../local/slack';
import { runChild } from '../store/processes';
import { MANIFEST } from '../support/bolt';

const ROOT = resolve(__dirname, '../..');
const folder = (): string => mkdtempSync(join(tmpdir(), 'usher-doctor-'));

/** `npm run doctor` with these variables and no others of Usher's; in a folder without a .env. */
async function doctor(variables: Record<string, string>): Promise<{ code: number; says: string; errors: string }> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|SLACK_|USHER_|DATABASE_URL|PORT$)/.test(name));
  const loader = join(ROOT, 'node_modules/tsx/dist/loader.mjs');
  const child = spawn(process.execPath, ['--import', loader, join(ROOT, 'bot/doctor.ts')], {
    cwd: folder(),
    env: { ...Object.fromEntries(kept), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...variables },
  });
  let says = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (says += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, says, errors };
}

describe('npm run doctor', () => {
  it('tells everything wrong with the environment at once, looks at what it can, and makes nothing', async () => {
    const dataDir = join(folder(), 'data');
    const { code, says, errors } = await doctor({
      SLACK_APP_TOKEN: 'oops',
      AWS_REGION: 'Frankfurt',
      DATABASE_URL: 'mysql://db',
      USHER_DATA_DIR: dataDir,
    });
    expect(code).toBe(1);
    expect(errors).toBe('');
    for (const name of [
      'SLACK_BOT_TOKEN is missing',
      'SLACK_APP_TOKEN does not look',
      'AWS_REGION is not',
      'DATABASE_URL is not',
    ]) {
      expect(says).toMatch(new RegExp(`❌ Variables +${name}.*\n +-> [A-Z]`));
    }
    expect(says).toMatch(/Secret +None yet/);
    expect(says).not.toMatch(/Bot token|Credentials|Database +/);
    expect(says).toMatch(/\n\d things to mend · \d fine.*\n$/);
    expect(existsSync(dataDir)).toBe(false);
  }, 60_000);

  it('finds what is wrong where /workshop doctor could not answer: a token that Slack refuses', async () => {
    const slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    const aws = await startLocalAws({ port: 0, dataDir: folder(), moto: 'none' });
    const dataDir = folder();
    expect(await runChild('open', dataDir)).toMatchObject({ said: 'opened' });
    const variables = {
      ...aws.environment,
      SLACK_API_URL: slack.apiUrl,
      SLACK_APP_TOKEN: slack.appToken,
      USHER_DATA_DIR: dataDir,
    };
    const wrong = await doctor({ ...variables, SLACK_BOT_TOKEN: 'xoxb-wrong' });
    expect(wrong.code).toBe(1);
    expect(wrong.says).toMatch(
      /❌ Bot token +Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)\.\n +-> Copy the token again/,
    );
    expect(wrong.says).toMatch(/✅ Permissions to run +All \d+ actions/);
    expect(wrong.says).toMatch(/✅ Database +PostgreSQL .*, embedded in .*: current, writable/);
    expect(wrong.says + wrong.errors).not.toContain('xoxb-wrong');

    const right = await doctor({ ...variables, SLACK_BOT_TOKEN: slack.botToken });
    expect(right.says).toMatch(/✅ Bot token +Usher is @usher in PyData\./);
    expect(right.says).toMatch(/✅ Ends +No deployed workshop is past its end/);
    // A machine without Terraform is told so, and nothing else is wrong.
    expect(right.says.split('\n').filter((line) => line.includes('❌') && !line.includes('Terraform'))).toEqual([]);
    await Promise.all([slack.stop(), aws.stop()]);
  }, 120_000);
});

describe('as much of the environment as can be read', () => {
  it('is read, and the rest is left out', () => {
    const { settings, problems } = readSettings({ SLACK_BOT_TOKEN: 'bot', AWS_REGION: 'eu-west-1', PORT: '3000' });
    expect(settings.slack).toEqual({ botToken: undefined, apiUrl: 'https://slack.com/api/', transport: undefined });
    expect(settings.aws.region).toBe('eu-west-1');
    expect(problems).toHaveLength(2);
  });

  it('becomes lines with a mend each', () => {
    expect(environmentDiagnoses(['PORT is not a number: use 3000, for instance.', 'Something is odd.'])).toMatchObject([
      { state: 'ill', says: 'PORT is not a number.', mend: 'Use 3000, for instance.' },
      { state: 'ill', says: 'Something is odd.', mend: expect.stringContaining('.env.example') },
    ]);
    expect(environmentDiagnoses([])).toMatchObject([{ state: 'well' }]);
  });
});

describe('what the doctor says of the secret', () => {
  const look = (given: string | undefined, dataDir: string) =>
    secretCheckup(given, dataDir).run(new AbortController().signal);

  it('says where it is and that it belongs into a backup, and never what it is', async () => {
    const dataDir = folder();
    expect(await look(undefined, dataDir)).toMatchObject({ state: 'well', says: expect.stringContaining('None yet') });
    expect(readdirSync(dataDir)).toEqual([]);
    const secret = readSecret(undefined, dataDir);
    const kept = await look(undefined, dataDir);
    expect(kept).toMatchObject({ state: 'well', mend: expect.stringContaining('Back it up') });
    expect(await look(secret, dataDir)).toMatchObject({ state: 'well', says: 'USHER_SECRET is set.' });
    expect(JSON.stringify([kept, await look(secret, dataDir)])).not.toContain(secret);
  });

  it('does not leave it to others on the machine', async () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, 'secret'), 'x'.repeat(64));
    chmodSync(join(dataDir, 'secret'), 0o644);
    expect(await look(undefined, dataDir)).toMatchObject({ state: 'ill', mend: expect.stringContaining('chmod 600') });
  });
});
