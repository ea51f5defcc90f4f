import type { HandlerDeps } from './deps';

/** A text file for one person. */
export interface TextFile {
  readonly name: string;
  readonly content: string;
  /** Slack markdown that stands above it. */
  readonly says: string;
}

/** Sends a file to somebody's DM with the bot. Throws where Slack refuses. */
export async function sendFile(
  { client }: Pick<HandlerDeps, 'client'>,
  userId: string,
  { name, content, says }: TextFile,
): Promise<void> {
  const { channel } = await client.conversations.open({ users: userId });
  await client.files.uploadV2({
    channel_id: channel?.id ?? '',
    filename: name,
    content,
    initial_comment: says,
  });
}
