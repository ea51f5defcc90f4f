import type { App } from '@slack/bolt';
import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { BOT_SCOPES } from '../bot/slack/scopes';
import { registerHandlers, type HandlerDeps } from '../handlers';

interface Manifest {
  readonly features: {
    readonly app_home: Readonly<Record<string, boolean>>;
    readonly slash_commands: readonly { readonly command: string; readonly should_escape: boolean }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[] };
    readonly interactivity: { readonly is_enabled: boolean };
    readonly socket_mode_enabled: boolean;
  };
}

const root = resolve(__dirname, '..');
const manifest = parse(readFileSync(join(root, 'manifest.yml'), 'utf8')) as Manifest;

/** Names the handlers register, by kind of listener. */
function registered(): Record<'command' | 'event' | 'action' | 'view', string[]> {
  const names = { command: [] as string[], event: [] as string[], action: [] as string[], view: [] as string[] };
  const note = (kind: keyof typeof names) => (name: unknown) => void names[kind].push(String(name));
  const app = {
    command: note('command'),
    event: note('event'),
    action: note('action'),
    view: note('view'),
    use: () => undefined,
  };
  registerHandlers(app as unknown as App, { usher: { subscribe: () => () => undefined } } as unknown as HandlerDeps);
  return names;
}

/** Scopes of the Web API methods and events Usher uses, as Slack's reference gives them. */
const SCOPES_OF_METHODS: Readonly<Record<string, readonly string[]>> = {
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'files.uploadV2': ['files:write'],
  'pins.add': ['pins:write'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  // Of DMs alone.
  'conversations.history': ['im:history'],
  'conversations.replies': ['im:history'],
  filesUploadV2: ['files:write'],
  'users.lookupByEmail': ['users:read.email'],
  'usergroups.users.list': ['usergroups:read'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
  'auth.test': [],
};
const SCOPES_OF_EVENTS: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  'message.im': ['im:history'],
};
/** A message to somebody who never wrote to the bot opens their DM; a form may take a file. */
const SCOPES_OF_HABITS = ['commands', 'files:read', 'im:write'];

/** Web API methods called anywhere in the bot, read from its sources: `client.chat.postMessage(` -> `chat.postMessage`. */
function methodsCalled(): string[] {
  const files = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', 'handlers/*.ts', 'bot/app.ts', 'bot/slack/*.ts'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  const families = 'chat|pins|conversations|usergroups|users|views|auth|files|reactions|bots|team';
  const call = new RegExp(`\\.((?:${families})(?:\\.[a-z]\\w*){1,2}|filesUploadV2)\\(`, 'g');
  const source = files
    .split('\n')
    .filter(Boolean)
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  // A long call may start on a line of its own.
  const joined = source.replace(/\s+\./g, '.');
  return [...new Set([...joined.matchAll(call)].map((match) => match[1] as string))].sort();
}

describe('manifest.yml', () => {
  it('has the commands that are registered, with mentions escaped', () => {
    expect(manifest.features.slash_commands.map((each) => each.command)).toEqual(registered().command);
    expect(manifest.features.slash_commands.every((each) => each.should_escape)).toBe(true);
  });

  it('subscribes to the events that are registered', () => {
    const wanted = registered().event.map((event) => (event === 'message' ? 'message.im' : event));
    expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(wanted.sort());
  });

  it('allows buttons and forms, since there are some', () => {
    const { action, view } = registered();
    expect(action.length * view.length).toBeGreaterThan(0);
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
  });

  it('asks for the scopes its calls and events need, and for no other', () => {
    const methods = methodsCalled();
    expect(methods.filter((method) => !(method in SCOPES_OF_METHODS))).toEqual([]);
    const needed = new Set([
      ...SCOPES_OF_HABITS,
      ...methods.flatMap((method) => SCOPES_OF_METHODS[method] ?? []),
      ...manifest.settings.event_subscriptions.bot_events.flatMap((event) => SCOPES_OF_EVENTS[event] ?? ['unknown']),
    ]);
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...needed].sort());
  });

  it('asks for the scopes the doctor looks for', () => {
    expect([...BOT_SCOPES].sort()).toEqual([...manifest.oauth_config.scopes.bot].sort());
  });

  it('lets people write to the bot', () => {
    expect(manifest.features.app_home).toMatchObject({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });
});
