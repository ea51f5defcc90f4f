import type { HandlerDeps } from './deps';

export interface FileToSend {
  readonly name: string;
  readonly bytes: Buffer;
  /** Slack markdown, beside the file. */
  readonly says: string;
}

/** Sends a file to one person, in their DM with Usher. Throws where Slack refuses. */
export async function sendFile({ client }: Pick<HandlerDeps, 'client'>, user: string, file: FileToSend): Promise<void> {
  // A file is shared in a conversation, and a person is none.
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id === undefined) throw new Error('Slack opened no conversation');
  await client.filesUploadV2({
    channel_id: channel.id,
    file: file.bytes,
    filename: file.name,
    initial_comment: file.says,
  });
}
