import { isRecord, type Raw } from '../blocks/report';
import { SlackError } from '../errors';
import { fileShape, type StoredFile } from '../files';
import type { Hub } from '../hub';
import { content } from './content';
import { thread } from './chat';
import { channelArg, type Arguments, type Methods } from './method';

/** Characters of the words beside a file. */
const LONGEST_COMMENT = 4_000;

/** Files of the app: announced, sent to an address of their own, then shared. */
export const files: Methods = {
  'files.getUploadURLExternal': {
    scope: 'files:write',
    tier: 4,
    run: (args, hub) => {
      const name = args.required('filename');
      const length = Number(args.required('length'));
      if (!Number.isInteger(length) || length < 1) throw new SlackError('invalid_arguments');
      const { id, key } = hub.files.offer(name, length);
      return { upload_url: `${hub.url}upload/v1/${key}`, file_id: id };
    },
  },
  'files.completeUploadExternal': {
    scope: 'files:write',
    tier: 4,
    run: (args, hub) => {
      const sent = announced(args).map((id) => ownFile(hub, id));
      if (args.has('channel_id')) share(args, hub, sent);
      return { files: sent.map((file) => ({ id: file.id, title: file.name })) };
    },
  },
  'files.delete': {
    scope: 'files:write',
    tier: 3,
    run: (args, hub) => {
      const file = ownFile(hub, args.required('file', 'file_not_found'));
      hub.files.remove(file.id);
      for (const channel of hub.workspace.channels.values()) {
        for (const message of channel.messages.values()) {
          if (!message.files.includes(file.id)) continue;
          const left = message.files.filter((id) => id !== file.id);
          if (left.length === 0 && message.text === '') hub.workspace.remove(message);
          else hub.workspace.change(message, { files: left }, true);
        }
      }
      return {};
    },
  },
};

function announced(args: Arguments): readonly string[] {
  const list = args.raw.files;
  const ids = Array.isArray(list) ? list.filter(isRecord).map(({ id }) => String(id)) : [];
  if (ids.length === 0) throw new SlackError('invalid_arguments');
  return ids;
}

/** Only the bot's own, and only once its bytes have come. */
function ownFile(hub: Hub, id: string): StoredFile {
  const file = hub.files.byId(id);
  if (file?.user !== hub.identity.botUser) throw new SlackError('file_not_found');
  return file;
}

function share(args: Arguments, hub: Hub, sent: readonly StoredFile[]): void {
  // A person's id is none of a conversation: their DM is opened first.
  const channel = channelArg(args, hub, 'channel_id');
  if (!channel.members.has(hub.identity.botUser)) throw new SlackError('not_in_channel');
  const { text, blocks } = content({ text: args.raw.initial_comment, blocks: args.raw.blocks }, LONGEST_COMMENT);
  hub.workspace.post({
    channel: channel.id,
    user: hub.identity.botUser,
    text: text ?? '',
    blocks: blocks ?? [],
    files: sent.map(({ id }) => id),
    ...thread(args, channel),
  });
}

/** Files as the messages of payloads carry them; what is deleted is left out. */
export const filesOf = (hub: Pick<Hub, 'url' | 'identity' | 'files'>, ids: readonly string[]): Raw[] =>
  ids.flatMap((id) => {
    const file = hub.files.byId(id);
    return file ? [fileShape(hub, file)] : [];
  });
