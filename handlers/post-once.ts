import { randomUUID } from 'node:crypto';
import type { ChatPostMessageArguments, ChatPostMessageResponse, WebClient } from '@slack/web-api';
import { isSlackAway, mayHaveArrived, slackErrorOf } from './slack-error';

/** Name of the metadata by which a message is known again; nobody sees it. */
const MARK = 'usher_message';
/** How far back a message is looked for, in seconds: clocks differ. */
const LOOK_BACK_S = 600;

/**
 * Posts a message, again and again while `again` says so (it waits, too). Where a line broke after the request was sent, a DM is
 * first searched for the message, so that it stands there once. Channels may not be read: there it is rather said twice than never.
 * `client` must not repeat `chat.postMessage` by itself.
 */
export async function postOnce(
  client: WebClient,
  message: ChatPostMessageArguments,
  again: (error: unknown, tries: number) => Promise<boolean>,
): Promise<ChatPostMessageResponse> {
  const id = randomUUID();
  const marked = { ...message, metadata: { event_type: MARK, event_payload: { id } } } as ChatPostMessageArguments;
  let doubtful = false;
  for (let tries = 1; ; tries += 1) {
    try {
      const found = doubtful ? await findPosted(client, message, id) : undefined;
      if (found) return found;
      doubtful = false;
      return await client.chat.postMessage(marked);
    } catch (error) {
      doubtful ||= mayHaveArrived(error);
      if (!(await again(error, tries))) throw error;
    }
  }
}

async function findPosted(
  client: WebClient,
  { channel, thread_ts: ts }: ChatPostMessageArguments,
  id: string,
): Promise<ChatPostMessageResponse | undefined> {
  try {
    const dm = await dmOf(client, channel);
    if (dm === undefined) return undefined;
    const oldest = String(Date.now() / 1000 - LOOK_BACK_S);
    const look = { channel: dm, oldest, limit: 100, include_all_metadata: true };
    const { messages = [] } =
      ts === undefined ? await client.conversations.history(look) : await client.conversations.replies({ ...look, ts });
    const posted = messages.find(({ metadata }) => idOf(metadata) === id);
    return posted?.ts === undefined ? undefined : { ok: true, channel: dm, ts: posted.ts };
  } catch (error) {
    if (isSlackAway(error) || slackErrorOf(error) === 'ratelimited') throw error;
    return undefined;
  }
}

/** The DM behind a D... or a person's id; undefined for channels. */
async function dmOf(client: WebClient, channel: string): Promise<string | undefined> {
  if (channel.startsWith('D')) return channel;
  if (!/^[UW]/.test(channel)) return undefined;
  return (await client.conversations.open({ users: channel })).channel?.id;
}

const idOf = (metadata: unknown): unknown =>
  (metadata as { event_payload?: { id?: unknown } } | undefined)?.event_payload?.id;
