import type { RespondFn } from '@slack/bolt';
import type { HandlerDeps } from './deps';
import type { Message } from './views/blocks';
import { slackErrorOf } from './views/problem';

const QUIET = { unfurl_links: false, unfurl_media: false } as const;

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
    await client.chat.postMessage({ channel: user, ...message, ...QUIET });
  }
}

/** An answer through Slack's response address, which works where Usher is no member; it expires after 30 minutes or 5 uses. */
export const respondPrivately =
  (deps: Pick<HandlerDeps, 'client' | 'log'>, respond: RespondFn, channel: string, user: string) =>
  async (message: Message): Promise<void> => {
    try {
      await respond({ ...message, response_type: 'ephemeral', replace_original: false, ...QUIET });
    } catch (error) {
      deps.log.warn('a response address did not take an answer', { error: String(error) });
      await tellPrivately(deps, channel, user, message);
    }
  };

/** Puts something else in the place of the message whose button was clicked, ephemeral or not. */
export const replaceClicked =
  (respond: RespondFn) =>
  async (message: Message): Promise<void> => {
    await respond({ ...message, replace_original: true, ...QUIET });
  };
