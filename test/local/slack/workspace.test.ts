import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultCast, startLocalSlack, type LocalSlack } from '../../../local/slack';
import { MANIFEST, startApp } from './app';

async function withManifest<T>(edit: (text: string) => string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  const path = join(folder, 'manifest.yml');
  writeFileSync(path, edit(readFileSync(MANIFEST, 'utf8')));
  try {
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the local workspace', () => {
  it('refuses a manifest that Slack would not take, with every reason', async () => {
    const start = (manifest: string) => startLocalSlack({ manifest, port: 0 });
    await withManifest(
      (text) => text.replace('      - im:history\n', '').replace('      - commands\n', ''),
      (path) =>
        expect(start(path)).rejects.toThrow(
          /message\.im needs the scope im:history; slash commands need the scope commands/,
        ),
    );
    await withManifest(
      (text) => text.replace('command: /plain', 'command: plain'),
      (path) => expect(start(path)).rejects.toThrow(/slash_commands\[1\]\.command/),
    );
  });

  it('lets nobody write to an app whose messages tab is read-only, and opens no Home tab it does not have', async () => {
    await withManifest(
      (text) =>
        text
          .replace('read_only_enabled: false', 'read_only_enabled: true')
          .replace('home_tab_enabled: true', 'home_tab_enabled: false'),
      async (manifest) => {
        const slack = await startLocalSlack({ manifest, port: 0 });
        const grace = slack.person('grace');
        const { bot } = grace.state();
        await grace.act({ type: 'open-dm', user: bot.id });
        const channel = grace.state().conversations.find((one) => one.name === bot.id)?.id ?? '';
        await expect(grace.act({ type: 'say', channel, text: 'hi' })).rejects.toThrow('has been turned off');
        await expect(grace.act({ type: 'open-home' })).rejects.toThrow('no Home tab');
        await slack.stop();
      },
    );
  });

  it('has an organiser, a helper, twelve participants or more and two visitors in #workshop, and one person outside it', async () => {
    const slack = await startLocalSlack({ manifest: MANIFEST, port: 0, cast: defaultCast(100) });
    const conversations = slack.person('ada').state().conversations;
    const members = (name: string) => conversations.find((one) => one.name === name)?.members ?? [];
    const inWorkshop = (name: string) => members('workshop').includes(slack.person(name).id);
    expect(members('workshop')).toHaveLength(2 + 14 + 100 + 2 + 1);
    expect(members('crew')).toHaveLength(3);
    expect([inWorkshop('grace'), inWorkshop('guest-100'), inWorkshop('charles')]).toEqual([true, true, false]);
    expect(slack.people.filter(({ isAdmin }) => isAdmin).map(({ name }) => name)).toEqual(['ada']);
    expect(() => slack.person('nobody')).toThrow('nobody called nobody');
    await slack.stop();
  });

  it('takes the next free port where its own is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
    });
    const slack = await startLocalSlack({ manifest: MANIFEST, port });
    expect(Number(new URL(slack.url).port)).toBeGreaterThan(port);
    expect(slack.url).toContain('//127.0.0.1:');
    await slack.stop();
    await new Promise((resolve) => taken.close(resolve));
  });

  it('says what somebody sees instead when what they wait for does not come', async () => {
    const slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    slack.announce('crew', 'Welcome to *crew*');
    const waiting = slack.person('ada').waitFor(({ text }) => text === 'never', 'something', 20);
    await expect(waiting).rejects.toThrow(
      /@ada did not see something within 0.02 s, but:\n {2}#crew slackbot: Welcome to crew/,
    );
    expect(() => slack.announce('crew', 'x', [{ type: 'marquee' }])).toThrow('unsupported type');
    await slack.stop();
  });

  it('carries two hundred DMs at the same moment, each answered in its own DM', async () => {
    const { slack, stop } = await startApp(
      (app) => app.message(async ({ message, say }) => void ('text' in message && (await say(`re: ${message.text}`)))),
      { cast: defaultCast(100) },
    );
    const guests = slack.people.filter(({ name }) => name.startsWith('guest-'));
    const answers = await Promise.all(
      guests.flatMap(({ name }) => [1, 2].map((count) => askBot(slack, name, `${name} ${count}`))),
    );
    expect(new Set(answers.map(({ channel }) => channel)).size).toBe(100);
    await stop();
  });
});

async function askBot(slack: LocalSlack, name: string, text: string): Promise<{ channel: string }> {
  const actor = slack.person(name);
  const { bot } = actor.state();
  await actor.act({ type: 'open-dm', user: bot.id });
  const channel = actor.state().conversations.find((one) => one.name === bot.id)?.id ?? '';
  await actor.act({ type: 'say', channel, text });
  return actor.waitFor((message) => message.text === `re: ${text}` && message.channel === channel, text, 20_000);
}
