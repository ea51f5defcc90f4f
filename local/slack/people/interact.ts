import { elementsOf } from '../blocks/complete';
import { isRecord, type Raw } from '../blocks/report';
import { Refusal } from '../errors';
import type { Hub } from '../hub';
import type { ActionValue, PersonAction } from '../protocol';
import { channelShape, messageShape } from '../shapes';
import { elementValue, stateValues, type Values } from '../values';
import { viewPayload, type StoredView } from '../views';
import type { StoredMessage, User } from '../workspace';
import { actorShape, basics, channelNameOf, failureOf, messageOf, teamShape } from './common';

type Act = Extract<PersonAction, { type: 'act' }>;

/** What people chose in messages, which Slack remembers for each of them: `user channel ts` -> values. */
export type MessageValues = Map<string, Values>;

/** Uses a button, menu or other element; resolves when the app has acknowledged. */
export async function act(hub: Hub, memory: MessageValues, user: User, action: Act): Promise<void> {
  if (!hub.manifest.interactive) throw new Refusal('This app is not configured to handle interactive responses.');
  const source = 'channel' in action.where ? fromMessage(hub, memory, user, action) : fromView(hub, user, action);
  const ack = await hub.delivery.deliver({
    kind: 'interactive',
    payload: {
      type: 'block_actions',
      ...basics(hub),
      team: teamShape(hub),
      user: actorShape(hub, user),
      enterprise: null,
      ...source,
    },
  });
  const failure = failureOf(hub, ack);
  if (failure !== undefined) throw new Refusal(failure);
}

function fromMessage(hub: Hub, memory: MessageValues, user: User, action: Act): Raw {
  const where = action.where as { channel: string; ts: string };
  const message = messageOf(hub, user, where.channel, where.ts);
  const channel = hub.workspace.channels.get(message.channel);
  if (!channel || message.user !== hub.identity.botUser) throw new Refusal('This message is not the app’s own');
  const key = `${user.id} ${message.channel} ${message.ts}`;
  const values = withValue(memory.get(key) ?? {}, action);
  const actions = [actionShape(hub, find(message.blocks, action), action)];
  memory.set(key, values);
  const ephemeral = message.ephemeralFor !== undefined;
  return {
    trigger_id: hub.tickets.issueTrigger({ user: user.id }),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: ephemeral,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channel.kind === 'dm' ? channelNameOf(channel) : channelShape(hub, channel).name },
    ...(ephemeral ? {} : { message: messageShape(hub, message) }),
    state: { values: stateValues(message.blocks, values, hub) },
    response_url: hub.tickets.issueResponseUrl(responseSource(user, message)),
    actions,
  };
}

function responseSource(user: User, message: StoredMessage) {
  const thread = message.threadTs === undefined ? {} : { threadTs: message.threadTs };
  return { user: user.id, channel: message.channel, messageTs: message.ts, ...thread };
}

function fromView(hub: Hub, user: User, action: Act): Raw {
  const stored = 'home' in action.where ? hub.views.home(user.id) : viewOf(hub, user, action);
  if (!stored) throw new Refusal('This view is gone');
  const actions = [actionShape(hub, find(stored.view.blocks, action), action)];
  const noted = hub.views.note(stored, { values: withValue(stored.values, action) });
  return {
    trigger_id: hub.tickets.issueTrigger({ user: user.id, viewId: stored.id }),
    container: { type: 'view', view_id: stored.id },
    view: viewPayload(noted, hub),
    actions,
  };
}

function viewOf(hub: Hub, user: User, action: Act): StoredView | undefined {
  const { viewId } = action.where as { viewId: string };
  const stored = hub.views.byId(viewId);
  return stored?.user === user.id ? stored : undefined;
}

function withValue(values: Values, action: Act): Values {
  const given: ActionValue = action.value ?? {};
  return { ...values, [action.blockId]: { ...values[action.blockId], [action.actionId]: given } };
}

function find(blocks: readonly unknown[], action: Act): Raw {
  const block = blocks.filter(isRecord).find((one) => one.block_id === action.blockId);
  const element = block && elementsOf(block).find((one) => one.action_id === action.actionId);
  if (!element) throw new Refusal('This button is gone');
  return element;
}

function actionShape(hub: Hub, element: Raw, action: Act): Raw {
  const { type, text, value, style, placeholder, initial_option: initial } = element;
  const own = type === 'button' ? { text, value, style } : { placeholder, initial_option: initial };
  return {
    type,
    action_id: action.actionId,
    block_id: action.blockId,
    ...Object.fromEntries(Object.entries(own).filter(([, entry]) => entry !== undefined)),
    ...(type === 'button' ? {} : elementValue(element, action.value ?? {}, hub)),
    action_ts: hub.workspace.ids.ts(),
  };
}
