import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDirectory } from '../../../handlers';
import { startLocalSlack, type LocalSlack } from '../../../local/slack';
import { clientOf, errorOf } from './client';
import { CAST, MANIFEST, startApp } from './app';

const VISITED = {
  ...CAST,
  people: [
    ...CAST.people,
    { name: 'maria', realName: 'Maria Mitchell', email: 'maria@nantucket.example', guest: 'single-channel' as const },
    { name: 'max', realName: 'Max Guest', email: 'max@guests.example', guest: 'multi-channel' as const },
    { name: 'wu', realName: 'Chien-Shiung Wu', email: 'wu@columbia.example', from: 'Columbia' },
    { name: 'far', realName: 'Far Away', email: 'far@elsewhere.example', from: 'Columbia' },
  ],
  channels: CAST.channels.map((channel) =>
    channel.name === 'crew' ? { ...channel, members: [...channel.members, 'maria', 'max', 'wu'] } : channel,
  ),
};

describe('guests and people of other workspaces', () => {
  let slack: LocalSlack;
  beforeEach(async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0, cast: VISITED });
  });
  afterEach(() => slack.stop());
  const info = async (name: string) =>
    (await clientOf(slack).users.info({ user: slack.person(name).id })).user as unknown as Record<string, unknown>;

  it('are told apart by what Slack says of them', async () => {
    const ours = (await clientOf(slack).auth.test()).team_id;
    expect(await info('grace')).toMatchObject({ team_id: ours, is_restricted: false, is_ultra_restricted: false });
    expect(await info('maria')).toMatchObject({ team_id: ours, is_restricted: true, is_ultra_restricted: true });
    expect(await info('max')).toMatchObject({ team_id: ours, is_restricted: true, is_ultra_restricted: false });
    const [wu, far] = [await info('wu'), await info('far')];
    expect(wu).toMatchObject({ is_stranger: false });
    expect(far).toMatchObject({ is_stranger: true, team_id: wu['team_id'] });
    expect(wu['team_id']).not.toBe(ours);
    expect(wu['profile']).not.toHaveProperty('email');
  });

  it('are what Usher takes them for', async () => {
    const clock = { now: () => new Date(), sleep: () => Promise.resolve() };
    const directory = createDirectory(clientOf(slack), clock, []);
    const standing = (name: string) => directory.standing(slack.person(name).id);
    expect(await Promise.all(['grace', 'maria', 'max', 'wu', 'far'].map(standing))).toEqual([
      ...['member', 'guest', 'guest'],
      ...['outside', 'outside'],
    ]);
    expect(await directory.standing(slack.person('ada').state().bot.id)).toBe('bot');
    expect(await directory.standing('U0NOBODY')).toBe('outside');
  });

  it('of another workspace are in no list, and cannot be written to', async () => {
    const client = clientOf(slack);
    const { members = [] } = await client.users.list({});
    expect(members.map(({ name }) => name)).toEqual(expect.arrayContaining(['grace', 'maria']));
    expect(members.map(({ name }) => name)).not.toContain('wu');
    const wu = slack.person('wu').id;
    expect(await errorOf(client.users.lookupByEmail({ email: 'wu@columbia.example' }))).toBe('users_not_found');
    expect(await errorOf(client.chat.postMessage({ channel: wu, text: 'hi' }))).toBe('channel_not_found');
    expect(await errorOf(client.conversations.open({ users: wu }))).toBe('user_not_visible');
    const channel = slack.channelId('crew');
    expect(await errorOf(client.chat.postEphemeral({ channel, user: wu, text: 'hi' }))).toBe('ok');
  });

  it('see the channels they are in and no others, and join none by themselves', async () => {
    for (const name of ['maria', 'wu']) {
      const person = slack.person(name);
      expect(person.state().conversations.map((each) => each.name)).toEqual(['crew']);
      await expect(person.act({ type: 'join', channel: slack.channelId('general') })).rejects.toThrow(
        'no such channel',
      );
    }
  });

  it('of another workspace have neither the commands of the app, nor its DM, nor its Home tab', async () => {
    const wu = slack.person('wu');
    const { bot } = wu.state();
    await expect(wu.act({ type: 'say', channel: slack.channelId('crew'), text: '/workshop' })).rejects.toThrow(
      'valid command',
    );
    await expect(wu.act({ type: 'open-dm', user: bot.id })).rejects.toThrow('belongs to another workspace');
    await expect(wu.act({ type: 'open-home' })).rejects.toThrow('belongs to another workspace');
  });
});

describe('an event about somebody of another workspace', () => {
  it('carries their own team', async () => {
    const heard: Record<string, unknown>[] = [];
    const { slack, stop } = await startApp(
      (app) => {
        app.event('member_joined_channel', ({ event }) => Promise.resolve(void heard.push({ ...event })));
      },
      { cast: VISITED },
    );
    try {
      const channel = slack.channelId('crew');
      await slack.person('ada').act({ type: 'invite', channel, user: slack.person('far').id });
      await slack.person('ada').act({ type: 'invite', channel, user: slack.person('bob').id });
      for (let tries = 0; heard.length < 2 && tries < 1000; tries += 1)
        await new Promise((wait) => setTimeout(wait, 10));
      expect(heard.map(({ user }) => user)).toEqual([slack.person('far').id, slack.person('bob').id]);
      expect(heard[0]?.['team']).not.toBe(heard[1]?.['team']);
    } finally {
      await stop();
    }
  });
});
