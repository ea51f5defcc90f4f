import { randomUUID } from 'node:crypto';
import type { HandlerDeps } from '../deps';
import type { Message } from '../views/blocks';
import { problemMessage } from '../views/problem';

/** Where a participant wrote or clicked. */
export interface Place {
  readonly userId: string;
  /** Undefined for the Home tab. */
  readonly channel: string | undefined;
  readonly threadTs?: string;
}

/** Channels are C... and G...; only what is written in a D... is read by one person alone. */
export const isPrivate = ({ channel }: Place): boolean => channel === undefined || channel.startsWith('D');

/** The DM to write to: the one they are in, else the one Slack opens for the user's id. */
export const dmOf = (place: Place): string =>
  place.channel !== undefined && isPrivate(place) ? place.channel : place.userId;

/** Says something without credentials where they are: in the DM, or in the channel to them alone. */
export async function say({ client }: Pick<HandlerDeps, 'client'>, place: Place, message: Message): Promise<void> {
  const thread = place.threadTs === undefined ? {} : { thread_ts: place.threadTs };
  if (place.channel !== undefined && !isPrivate(place)) {
    await client.chat.postEphemeral({ channel: place.channel, user: place.userId, ...message, ...thread });
    return;
  }
  await client.chat.postMessage({
    channel: dmOf(place),
    ...message,
    unfurl_links: false,
    unfurl_media: false,
    ...thread,
  });
}

/** Does the work; where it breaks, the person is told and the log has the reason, under the same reference. */
export async function answering(deps: HandlerDeps, place: Place, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    deps.log.error('a participant could not be answered', { reference, userId: place.userId, reason: String(error) });
    await say(deps, place, problemMessage('answer you', error, reference)).catch((again: unknown) =>
      deps.log.error('nor told so', { reference, reason: String(again) }),
    );
  }
}
