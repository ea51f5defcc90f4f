import type { RespondArguments, RespondFn } from '@slack/bolt';
import type { ChatPostMessageResponse } from '@slack/web-api';
import type { HandlerDeps } from './deps';
import type { Message } from './views/blocks';
import { slackErrorOf } from './slack-error';

const QUIET = { unfurl_links: false, unfurl_media: false } as const;

/** Posts without drawing links; beside the thread where that is gone, as whoever asked there still waits. */
export async function postQuietly(
  { client }: Pick<HandlerDeps, 'client'>,
  channel: string,
  message: Message,
  threadTs?: string,
): Promise<ChatPostMessageResponse> {
  const quiet = { channel, ...message, ...QUIET };
  if (threadTs === undefined) return client.chat.postMessage(quiet);
  try {
    return await client.chat.postMessage({ ...quiet, thread_ts: threadTs });
  } catch (error) {
    if (!['thread_not_found', 'cannot_reply_to_message'].includes(slackErrorOf(error) ?? '')) throw error;
    return client.chat.postMessage(quiet);
  }
}

/** Seen by one person only: in the channel where Usher is in it, otherwise in their DM. */
export async function tellPrivately(
  { client }: Pick<HandlerDeps, 'client'>,
  channel: string,
  user: string,
  message: Message,
): Promise<void> {
  try {
    await client.chat.postEphemeral({ channel, user, text: message.text, blocks: message.blocks });
  } catch (error) {
    const outside = ['not_in_channel', 'channel_not_found', 'user_not_in_channel', 'is_archived'];
    if (!outside.includes(slackErrorOf(error) ?? '')) throw error;
    await postQuietly({ client }, user, message);
  }
}

type Answering = Pick<HandlerDeps, 'client' | 'log'>;

/** Posts to Slack's response address; where it does not take the message, or there is none, the person is told privately. */
async function respondOr(
  deps: Answering,
  respond: RespondFn | undefined,
  channel: string,
  user: string,
  message: Message & RespondArguments,
): Promise<void> {
  try {
    if (!respond) throw new Error('there is none');
    await respond({ ...message, ...QUIET });
  } catch (error) {
    deps.log.warn('a response address did not take an answer', { error: String(error) });
    await tellPrivately(deps, channel, user, { text: message.text, blocks: message.blocks });
  }
}

/** An answer through Slack's response address, which works where Usher is no member; it expires after 30 minutes or 5 uses. */
export const respondPrivately =
  (deps: Answering, respond: RespondFn | undefined, channel: string, user: string) =>
  (message: Message): Promise<void> =>
    respondOr(deps, respond, channel, user, { ...message, response_type: 'ephemeral', replace_original: false });

/** Puts something else in the place of the message whose button was clicked, ephemeral or not. */
export const replaceClicked =
  (deps: Answering, respond: RespondFn | undefined, channel: string, user: string) =>
  (message: Message): Promise<void> =>
    respondOr(deps, respond, channel, user, { ...message, replace_original: true });
