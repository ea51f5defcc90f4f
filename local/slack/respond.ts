import type { Raw } from './blocks/report';
import { content } from './api/content';
import { SlackError } from './errors';
import type { Hub } from './hub';
import type { ResponseSource } from './tickets';

/** What a response URL, or the acknowledgement of a command, puts on the screen. Works in channels the app is not in. */
export function respond(hub: Hub, source: ResponseSource, body: Raw): void {
  const channel = hub.workspace.channels.get(source.channel);
  if (!channel) throw new SlackError('channel_not_found');
  const original = source.messageTs === undefined ? undefined : channel.messages.get(source.messageTs);
  if (body.delete_original === true || body.delete_original === 'true') {
    if (original) hub.workspace.remove(original);
    return;
  }
  const { text, blocks, attachments } = content(body);
  if (text === undefined && blocks === undefined && attachments === undefined) throw new SlackError('no_text');
  if (original && (body.replace_original === true || body.replace_original === 'true')) {
    const edited = blocks ? {} : { edited: { user: hub.identity.botUser, ts: hub.workspace.ids.ts() } };
    hub.workspace.change(original, { text: text ?? original.text, blocks: blocks ?? [], ...edited });
    return;
  }
  const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : source.threadTs;
  hub.workspace.post({
    channel: channel.id,
    user: hub.identity.botUser,
    text: text ?? '',
    blocks: blocks ?? [],
    ...(attachments ? { attachments } : {}),
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(body.response_type === 'in_channel' ? {} : { ephemeralFor: source.user }),
  });
}
