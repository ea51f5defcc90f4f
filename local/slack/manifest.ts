import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const command = z.object({
  command: z.string().startsWith('/'),
  description: z.string().default(''),
  usage_hint: z.string().default(''),
  should_escape: z.boolean().default(false),
});

const schema = z.object({
  display_information: z.object({ name: z.string() }),
  features: z
    .object({
      app_home: z
        .object({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(true),
          messages_tab_read_only_enabled: z.boolean().default(true),
        })
        .prefault({}),
      bot_user: z.object({ display_name: z.string() }).optional(),
      slash_commands: z.array(command).default([]),
    })
    .prefault({}),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).default([]) }).prefault({}) }).prefault({}),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).prefault({}),
      interactivity: z.object({ is_enabled: z.boolean() }).prefault({ is_enabled: false }),
    })
    .prefault({}),
});

/** What the local workspace enforces of an app's manifest. */
export interface Manifest {
  readonly appName: string;
  /** Handle of the bot user, lower case without spaces. */
  readonly botName: string;
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usageHint: string;
    readonly shouldEscape: boolean;
  }[];
  readonly scopes: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly interactive: boolean;
  readonly homeTab: boolean;
  readonly messagesTab: 'off' | 'read-only' | 'open';
}

/** Scopes of which an event subscription needs at least one; Slack refuses to save a manifest without. */
const EVENT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
};

/** Reads manifest.yml; throws with every problem at once where Slack would not accept it. */
export function readManifest(path: string): Manifest {
  const result = schema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!result.success) throw new Error(`${path}: ${z.prettifyError(result.error)}`);
  const { features, oauth_config, settings, display_information } = result.data;
  const displayName = features.bot_user?.display_name ?? display_information.name;
  const tab = features.app_home;
  const scopes = new Set(oauth_config.scopes.bot);
  const events = new Set(settings.event_subscriptions.bot_events);
  const problems = [
    ...[...events]
      .filter((event) => EVENT_SCOPES[event]?.every((scope) => !scopes.has(scope)))
      .map((event) => `the event ${event} needs the scope ${EVENT_SCOPES[event]?.join(' or ')}`),
    ...(features.slash_commands.length > 0 && !scopes.has('commands')
      ? ['slash commands need the scope commands']
      : []),
  ];
  if (problems.length > 0) throw new Error(`${path}: ${problems.join('; ')}`);
  return {
    appName: display_information.name,
    botName: displayName.toLowerCase().replaceAll(/[^a-z0-9]+/g, ''),
    commands: features.slash_commands.map((one) => ({
      command: one.command,
      description: one.description,
      usageHint: one.usage_hint,
      shouldEscape: one.should_escape,
    })),
    scopes,
    events,
    interactive: settings.interactivity.is_enabled,
    homeTab: tab.home_tab_enabled,
    messagesTab: !tab.messages_tab_enabled ? 'off' : tab.messages_tab_read_only_enabled ? 'read-only' : 'open',
  };
}
