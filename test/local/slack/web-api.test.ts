import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { startLocalSlack, type LocalSlack } from '../../../local/slack';
import { CAST, MANIFEST } from './app';
import { clientOf, errorOf } from './client';

describe('the Web API', () => {
  let slack: LocalSlack;
  let client: WebClient;
  const id = (name: string) => slack.person(name).id;
  const channel = (name: string) => slack.channelId(name);

  beforeAll(async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0, cast: CAST });
    client = clientOf(slack);
  });
  afterAll(() => slack.stop());

  it('says who the bot is', async () => {
    const who = await client.auth.test();
    expect(who).toMatchObject({ ok: true, team: 'PyData', user: 'usher' });
    expect(await client.users.info({ user: who.user_id ?? '' })).toMatchObject({ user: { is_bot: true } });
    expect(await client.bots.info({ bot: who.bot_id ?? '' })).toMatchObject({ bot: { user_id: who.user_id } });
  });

  it('refuses tokens that are missing, wrong, of the other kind or revoked', async () => {
    expect(await errorOf(new WebClient(undefined, { slackApiUrl: slack.apiUrl }).auth.test())).toBe('not_authed');
    expect(await errorOf(clientOf(slack, 'xoxb-wrong').auth.test())).toBe('invalid_auth');
    expect(await errorOf(clientOf(slack, slack.appToken).auth.test())).toBe('not_allowed_token_type');
    expect(await errorOf(client.apps.connections.open({}))).toBe('not_allowed_token_type');
    const other = await startLocalSlack({ manifest: MANIFEST, port: 0, cast: CAST });
    other.revoke(other.botToken);
    expect(await errorOf(clientOf(other).auth.test())).toBe('invalid_auth');
    await other.stop();
  });

  it('refuses methods that do not exist and methods without their scope', async () => {
    expect(await errorOf(client.apiCall('chat.shout'))).toBe('unknown_method');
    const refused = await client.reactions
      .add({ channel: channel('crew'), name: 'x', timestamp: '1.1' })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ data: { error: 'missing_scope', needed: 'reactions:write' } });
    expect((refused as { data: { provided: string } }).data.provided).toContain('chat:write');
    expect(await errorOf(client.conversations.history({ channel: channel('crew') }))).toBe('missing_scope');
  });

  it('lets the bot post only where it is, in DMs it opened or that a person is named for', async () => {
    expect(await errorOf(client.chat.postMessage({ channel: channel('crew'), text: 'a' }))).toBe('ok');
    expect(await errorOf(client.chat.postMessage({ channel: '#crew', text: 'a' }))).toBe('ok');
    expect(await errorOf(client.chat.postMessage({ channel: channel('general'), text: 'a' }))).toBe('not_in_channel');
    expect(await errorOf(client.chat.postMessage({ channel: channel('board'), text: 'a' }))).toBe('channel_not_found');
    expect(await errorOf(client.chat.postMessage({ channel: 'C0', text: 'a' }))).toBe('channel_not_found');
    expect(await errorOf(client.chat.postMessage({ channel: 'USLACKBOT', text: 'a' }))).toBe('cannot_dm_bot');
    const opened = await client.conversations.open({ users: id('bob') });
    const posted = await client.chat.postMessage({ channel: id('bob'), text: 'for bob' });
    expect(posted.channel).toBe(opened.channel?.id);
    expect(
      slack
        .person('bob')
        .state()
        .messages.map(({ text }) => text),
    ).toEqual(['for bob']);
  });

  it('refuses empty, long and misplaced messages', async () => {
    const crew = channel('crew');
    const { ts = '' } = await client.chat.postMessage({ channel: crew, text: 'a' });
    const person = slack.person('ada');
    await person.act({ type: 'say', channel: crew, text: 'by ada' });
    const theirs = person.state().messages.at(-1)?.ts ?? '';
    expect(await errorOf(client.chat.postMessage({ channel: crew, text: '' }))).toBe('no_text');
    expect(await errorOf(client.chat.postMessage({ channel: crew, text: 'x'.repeat(40_001) }))).toBe('msg_too_long');
    expect(await errorOf(client.chat.postMessage({ channel: crew, text: 'x'.repeat(40_000) }))).toBe('ok');
    expect(await errorOf(client.chat.postMessage({ channel: crew, text: 'a', thread_ts: '1.1' }))).toBe(
      'thread_not_found',
    );
    expect(await errorOf(client.chat.update({ channel: crew, ts, text: 'x'.repeat(4001) }))).toBe('msg_too_long');
    expect(await errorOf(client.chat.update({ channel: crew, ts, text: 'x'.repeat(4000) }))).toBe('ok');
    expect(await errorOf(client.chat.update({ channel: crew, ts: '1.1', text: 'a' }))).toBe('message_not_found');
    expect(await errorOf(client.chat.update({ channel: crew, ts: theirs, text: 'a' }))).toBe('cant_update_message');
    expect(await errorOf(client.chat.delete({ channel: crew, ts: theirs }))).toBe('cant_delete_message');
  });

  it('shows an ephemeral message to its reader only, and never lets it be edited', async () => {
    const crew = channel('crew');
    const { message_ts: ts = '' } = await client.chat.postEphemeral({ channel: crew, user: id('mary'), text: 'psst' });
    const sees = (name: string) =>
      slack
        .person(name)
        .state()
        .messages.some(({ text }) => text === 'psst');
    expect([sees('mary'), sees('ada'), sees('grace')]).toEqual([true, false, false]);
    expect(await errorOf(client.chat.update({ channel: crew, ts, text: 'a' }))).toBe('message_not_found');
    expect(await errorOf(client.chat.postEphemeral({ channel: crew, user: id('bob'), text: 'a' }))).toBe(
      'user_not_in_channel',
    );
    await expect(
      slack.person('ada').act({ type: 'act', where: { channel: crew, ts }, blockId: 'a', actionId: 'a' }),
    ).rejects.toThrow('This message is gone');
  });

  it('keeps blocks when only they are edited, drops them for a text, and marks only the latter as edited', async () => {
    const crew = channel('crew');
    const blocks = [{ type: 'divider' as const }];
    const { ts = '' } = await client.chat.postMessage({ channel: crew, text: 'a', blocks });
    const now = () =>
      slack
        .person('ada')
        .state()
        .messages.find((message) => message.ts === ts);
    await client.chat.update({ channel: crew, ts, text: 'b', blocks });
    expect(now()).toMatchObject({ text: 'b', blocks: [{ type: 'divider' }] });
    expect(now()?.editedTs).toBeUndefined();
    await client.chat.update({ channel: crew, ts, text: 'c' });
    expect(now()).toMatchObject({ text: 'c', blocks: [] });
    expect(now()?.editedTs).toBeDefined();
  });

  it('counts replies on the message they answer, and puts a reply to a reply into the same thread', async () => {
    const crew = channel('crew');
    const { ts = '' } = await client.chat.postMessage({ channel: crew, text: 'root' });
    const reply = await client.chat.postMessage({ channel: crew, text: 'one', thread_ts: ts });
    await client.chat.postMessage({ channel: crew, text: 'two', thread_ts: reply.ts ?? '' });
    const messages = slack.person('ada').state().messages;
    expect(messages.find((message) => message.ts === ts)?.replyCount).toBe(2);
    expect(messages.filter((message) => message.threadTs === ts).map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('pages through lists by cursor, and refuses a cursor of its own making only', async () => {
    const found: string[] = [];
    let pages = 0;
    for await (const page of client.paginate('users.list', { limit: 4 })) {
      found.push(...(page as unknown as { members: { name: string }[] }).members.map(({ name }) => name));
      pages += 1;
    }
    expect(found).toEqual(['usher', 'slackbot', 'ada', 'mary', 'grace', 'bob']);
    expect(pages).toBe(2);
    const first = await client.conversations.members({ channel: channel('crew'), limit: 3 });
    const rest = await client.conversations.members({
      channel: channel('crew'),
      limit: 3,
      cursor: first.response_metadata?.next_cursor ?? '',
    });
    expect([...(first.members ?? []), ...(rest.members ?? [])].sort()).toEqual(
      [id('ada'), id('mary'), id('grace'), (await client.auth.test()).user_id ?? ''].sort(),
    );
    expect(rest.response_metadata?.next_cursor).toBe('');
    expect(await errorOf(client.users.list({ cursor: 'abc' }))).toBe('invalid_cursor');
  });

  it('lists public channels, and private ones only where the bot is in', async () => {
    const names = async (types?: string) =>
      (await client.conversations.list(types === undefined ? {} : { types })).channels?.map(({ name }) => name);
    expect(await names()).toEqual(['crew', 'general']);
    expect(await names('public_channel,private_channel')).toEqual(['crew', 'general', 'team']);
    expect(await errorOf(names('im'))).toBe('missing_scope');
    expect(await client.conversations.info({ channel: channel('general') })).toMatchObject({
      channel: { name: 'general', is_member: false },
    });
    expect(await errorOf(client.conversations.info({ channel: channel('board') }))).toBe('channel_not_found');
  });

  it('finds people by id, by address and by group', async () => {
    expect(await client.users.lookupByEmail({ email: 'Grace@pydata.example' })).toMatchObject({
      user: { id: id('grace') },
    });
    expect(await errorOf(client.users.lookupByEmail({ email: 'x@y.z' }))).toBe('users_not_found');
    expect(await errorOf(client.users.info({ user: 'U0' }))).toBe('user_not_found');
    const groups = await client.usergroups.list({ include_users: true });
    expect(groups.usergroups).toMatchObject([{ handle: 'organisers', users: [id('ada')] }]);
    const usergroup = groups.usergroups?.[0]?.id ?? '';
    expect((await client.usergroups.users.list({ usergroup })).users).toEqual([id('ada')]);
    expect(await errorOf(client.usergroups.users.list({ usergroup: 'S0' }))).toBe('no_such_subteam');
  });

  it('pins a message once', async () => {
    const crew = channel('crew');
    const { ts = '' } = await client.chat.postMessage({ channel: crew, text: 'pin me' });
    expect(await errorOf(client.pins.add({ channel: crew, timestamp: ts }))).toBe('ok');
    expect(await errorOf(client.pins.add({ channel: crew, timestamp: ts }))).toBe('already_pinned');
    expect(
      slack
        .person('ada')
        .state()
        .messages.find((message) => message.ts === ts)?.pinned,
    ).toBe(true);
  });

  it('takes JSON bodies as well as forms', async () => {
    const call = (body: string, type = 'application/json; charset=utf-8') =>
      fetch(`${slack.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { 'content-type': type, authorization: `Bearer ${slack.botToken}` },
        body,
      }).then((response) => response.json());
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'b' } }];
    expect(await call(JSON.stringify({ channel: channel('crew'), text: 'j', blocks }))).toMatchObject({ ok: true });
    expect(await call('{')).toEqual({ ok: false, error: 'invalid_json' });
    const form = new URLSearchParams({ channel: channel('crew'), text: 'f', blocks: '[{' });
    expect(await call(form.toString(), 'application/x-www-form-urlencoded')).toMatchObject({
      error: 'invalid_blocks_format',
    });
  });

  it('fails calls on request, as a rate limit or with a word of Slack, and counts every call', async () => {
    const before = slack.calls.get('auth.test') ?? 0;
    slack.failNext('auth.test', 1, { retryAfter: 7 });
    await expect(client.auth.test()).rejects.toMatchObject({ retryAfter: 7 });
    slack.failNext('auth.test', 1, { error: 'internal_error' });
    expect(await errorOf(client.auth.test())).toBe('internal_error');
    expect(await errorOf(client.auth.test())).toBe('ok');
    expect(slack.calls.get('auth.test')).toBe(before + 3);
  });

  it('limits calls per method when asked to', async () => {
    const strict = await startLocalSlack({ manifest: MANIFEST, port: 0, cast: CAST, rateLimits: true });
    const hurried = clientOf(strict);
    for (let call = 0; call < 20; call += 1) await hurried.users.list({});
    await expect(hurried.users.list({})).rejects.toMatchObject({ retryAfter: expect.any(Number) });
    expect(await errorOf(hurried.auth.test())).toBe('ok');
    await strict.stop();
  });
});
