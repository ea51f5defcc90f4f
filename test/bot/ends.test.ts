import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalSlack, type LocalSlack } from '../../local/slack';
import { MANIFEST } from '../support/bolt';

const ROOT = join(__dirname, '../..');

describe('a running Usher whose app token is revoked', () => {
  let slack: LocalSlack | undefined;
  let folder: string | undefined;
  afterEach(async () => {
    await slack?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it('ends with a line that names the token and the next step, without printing it, and not with 0', async () => {
    const workspace = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    slack = workspace;
    folder = mkdtempSync(join(tmpdir(), 'usher-ends-'));
    const bot = spawn(
      process.execPath,
      ['--import', join(ROOT, 'node_modules/tsx/dist/loader.mjs'), join(ROOT, 'bot/main.ts')],
      {
        // Where no .env is.
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          NODE_PATH: join(ROOT, 'node_modules'),
          HOME: folder,
          SLACK_BOT_TOKEN: workspace.botToken,
          SLACK_APP_TOKEN: workspace.appToken,
          SLACK_API_URL: workspace.apiUrl,
          AWS_REGION: 'eu-west-1',
          USHER_DATA_DIR: join(folder, 'data'),
        },
      },
    );
    let said = '';
    for (const stream of [bot.stdout, bot.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    const ended = new Promise<number | null>((resolve) => bot.once('close', (code) => resolve(code)));
    const connected = new Promise<void>((resolve) =>
      bot.stderr.on('data', () => said.includes('Usher is connected to Slack') && resolve()),
    );
    await Promise.race([connected, ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${said}`)))]);
    workspace.revoke(workspace.appToken, 'token_revoked');
    workspace.cutSockets();
    expect(await ended).toBe(1);
    const lines = said.split('\n').filter((line) => line.includes('Slack refuses SLACK_APP_TOKEN'));
    expect(lines).toEqual([expect.stringContaining('Copy the token again from your Slack app')]);
    expect(said).not.toContain(workspace.appToken);
    expect(said).not.toContain(workspace.botToken);
    expect(said).not.toContain('unhandled');
  }, 90_000);
});
