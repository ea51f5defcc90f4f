import type { Raw } from './blocks/report';
import type { Hub } from './hub';
import { channelType, messageShape, teamIdOf } from './shapes';
import type { Change, Channel, StoredMessage } from './workspace';

/** Tells the app what its manifest subscribes to. Unanswered events are sent again, as Slack does. Returns a function that stops it. */
export function startEvents(hub: Hub): { send(event: Raw): void; stop(): void } {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  async function attempt(payload: Raw, number: number, reason: string): Promise<void> {
    const ack = await hub.delivery.deliver({
      kind: 'events_api',
      payload,
      ...(number > 0 ? { retry: { attempt: number, reason } } : {}),
    });
    const wait = hub.timing.eventRetriesMs[number];
    if (ack.ok || wait === undefined || stopped) return;
    const why = { timeout: 'timeout', not_connected: 'connection_failed', http_error: 'http_error' }[ack.reason];
    const timer = setTimeout(() => {
      timers.delete(timer);
      void attempt(payload, number + 1, why);
    }, wait);
    timers.add(timer.unref());
  }

  function send(event: Raw): void {
    const { identity, workspace } = hub;
    const id = workspace.ids.id('Ev');
    const payload = {
      token: identity.verificationToken,
      team_id: identity.teamId,
      api_app_id: identity.appId,
      event: { ...event, event_ts: event.event_ts ?? event.ts ?? workspace.ids.ts() },
      type: 'event_callback',
      event_id: id,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: identity.teamId,
          user_id: identity.botUser,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `local-${id}`,
    };
    void attempt(payload, 0, '');
  }

  const unsubscribe = hub.workspace.subscribe((change) => eventsOf(hub, change).forEach(send));
  return {
    send,
    stop: () => {
      stopped = true;
      unsubscribe();
      timers.forEach((timer) => clearTimeout(timer));
    },
  };
}

const MESSAGE_EVENTS = { im: 'message.im', group: 'message.groups', channel: 'message.channels' } as const;

/** The events of the manifest that a change causes; the bot hears only of conversations it is in. */
export function eventsOf(
  hub: Pick<Hub, 'workspace' | 'identity' | 'manifest' | 'files' | 'url'>,
  change: Change,
): readonly Raw[] {
  switch (change.type) {
    case 'message':
    case 'deleted': {
      const channel = hub.workspace.channels.get(change.message.channel);
      const heard = channel?.members.has(hub.identity.botUser) && change.message.ephemeralFor === undefined;
      if (!channel || !heard || (change.type === 'message' && change.quiet)) return [];
      return change.type === 'message'
        ? messageEvents(hub, channel, change.message, change.previous)
        : deletion(hub, channel, change.message);
    }
    case 'joined':
    case 'left': {
      const type = change.type === 'joined' ? 'member_joined_channel' : 'member_left_channel';
      if (!hub.manifest.events.has(type) || !change.channel.members.has(hub.identity.botUser)) return [];
      return [
        {
          type,
          user: change.user,
          channel: change.channel.id,
          channel_type: change.channel.kind === 'private' ? 'G' : 'C',
          team: teamIdOf(hub, hub.workspace.users.get(change.user)),
          ...(change.type === 'joined' && change.inviter !== undefined ? { inviter: change.inviter } : {}),
        },
      ];
    }
    default:
      return [];
  }
}

type Named = Pick<Hub, 'workspace' | 'identity' | 'manifest' | 'files' | 'url'>;

function messageEvents(
  hub: Named,
  channel: Channel,
  message: StoredMessage,
  previous: StoredMessage | undefined,
): readonly Raw[] {
  const kind = channelType(channel);
  const base = { channel: channel.id, channel_type: kind };
  const events: Raw[] = [];
  if (hub.manifest.events.has(MESSAGE_EVENTS[kind])) {
    events.push(
      previous
        ? {
            type: 'message',
            subtype: 'message_changed',
            ...base,
            ts: hub.workspace.ids.ts(),
            hidden: true,
            message: messageShape(hub, message),
            previous_message: messageShape(hub, previous),
          }
        : { ...messageShape(hub, message), ...base },
    );
  }
  const mentioned = message.text.includes(`<@${hub.identity.botUser}>`);
  if (mentioned && !previous && kind !== 'im' && hub.manifest.events.has('app_mention')) {
    events.push({ ...messageShape(hub, message), channel: channel.id, type: 'app_mention' });
  }
  return events;
}

function deletion(hub: Named, channel: Channel, message: StoredMessage): readonly Raw[] {
  const kind = channelType(channel);
  if (!hub.manifest.events.has(MESSAGE_EVENTS[kind])) return [];
  return [
    {
      type: 'message',
      subtype: 'message_deleted',
      channel: channel.id,
      channel_type: kind,
      ts: hub.workspace.ids.ts(),
      hidden: true,
      deleted_ts: message.ts,
      previous_message: messageShape(hub, message),
    },
  ];
}
