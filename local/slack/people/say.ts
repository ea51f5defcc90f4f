import { isRecord } from '../blocks/report';
import { Refusal } from '../errors';
import type { Hub } from '../hub';
import type { PersonAction } from '../protocol';
import { respond } from '../respond';
import type { Channel, User } from '../workspace';
import { basics, channelNameOf, channelOf, failureOf, messageOf } from './common';
import { escapeCommand, escapeMessage } from './escape';

/** Characters a person may put into one message. */
const LONGEST_MESSAGE = 40_000;

/** Files a person may put into one message. */
const MOST_FILES = 10;

/** Puts words into a conversation, or runs the slash command they start with. */
export async function say(hub: Hub, user: User, action: Extract<PersonAction, { type: 'say' }>): Promise<void> {
  const channel = channelOf(hub, user, action.channel);
  if (hub.workspace.archived.has(channel.id)) throw new Refusal('This channel is archived');
  const text = action.text.trim();
  const files = hub.files.idsOf(user.id, action.files ?? []);
  if (files.length > MOST_FILES) throw new Refusal(`A message takes ${MOST_FILES} files at most`);
  if (text === '' && files.length === 0) throw new Refusal('There is nothing to send');
  if (text.length > LONGEST_MESSAGE) throw new Refusal(`A message may have ${LONGEST_MESSAGE} characters at most`);
  if (text.startsWith('/') && files.length === 0) return runCommand(hub, user, channel, text, action.threadTs);
  const withBot = channel.kind === 'dm' && channel.members.has(hub.identity.botUser);
  if (withBot && hub.manifest.messagesTab !== 'open') {
    throw new Refusal('Sending messages to this app has been turned off.');
  }
  if (action.threadTs !== undefined) messageOf(hub, user, channel.id, action.threadTs);
  hub.workspace.post({
    channel: channel.id,
    user: user.id,
    text: escapeMessage(hub.workspace, text),
    files,
    ...(action.threadTs === undefined ? {} : { threadTs: action.threadTs }),
  });
  hub.workspace.markRead(channel, user.id);
}

/** Changes one's own words. */
export function edit(hub: Hub, user: User, action: Extract<PersonAction, { type: 'edit' }>): void {
  const message = messageOf(hub, user, action.channel, action.ts);
  if (message.user !== user.id) throw new Refusal('You can only edit your own messages');
  hub.workspace.change(message, {
    text: escapeMessage(hub.workspace, action.text.trim()),
    edited: { user: user.id, ts: hub.workspace.ids.ts() },
  });
}

async function runCommand(
  hub: Hub,
  user: User,
  channel: Channel,
  typed: string,
  threadTs: string | undefined,
): Promise<void> {
  const [, name = '', words = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(typed) ?? [];
  const command = hub.manifest.commands.find((one) => one.command === name);
  const refuse = (words: string): never => {
    hub.workspace.post({
      channel: channel.id,
      user: hub.identity.slackbot,
      text: words,
      ephemeralFor: user.id,
      ...(threadTs === undefined ? {} : { threadTs }),
    });
    throw new Refusal(words);
  };
  if (!command || user.from !== undefined) {
    return refuse(
      `${name} isn't a valid command. In Slack, all messages that start with the "/" character are commands.`,
    );
  }
  if (threadTs !== undefined) return refuse(`${name} is not supported in threads. Sorry!`);
  const source = { user: user.id, channel: channel.id };
  const ack = await hub.delivery.deliver({
    kind: 'slash_commands',
    payload: {
      ...basics(hub),
      is_enterprise_install: 'false',
      team_id: hub.identity.teamId,
      team_domain: hub.workspace.name.toLowerCase(),
      channel_id: channel.id,
      channel_name: channelNameOf(channel),
      user_id: user.id,
      user_name: user.name,
      command: name,
      text: escapeCommand(hub.workspace, words, command.shouldEscape),
      response_url: hub.tickets.issueResponseUrl(source),
      trigger_id: hub.tickets.issueTrigger({ user: user.id }),
    },
  });
  const failure = failureOf(hub, ack);
  if (failure !== undefined) return refuse(failure);
  if (!ack.ok || !isRecord(ack.body) || Object.keys(ack.body).length === 0) return;
  if (ack.body.response_type === 'in_channel') {
    hub.workspace.post({ channel: channel.id, user: user.id, text: escapeMessage(hub.workspace, typed) });
  }
  respond(hub, source, ack.body);
}
