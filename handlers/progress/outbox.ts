import type { Message } from '../views/blocks';
import type { HandlerDeps } from '../deps';
import { createPacer } from './pacer';
import { isClosedChannel, isUneditable, retryAfterMs, slackError } from './slack-errors';

/** Messages nobody waits for: rate limits are waited out here, and never in front of somebody's modal. */
export interface Outbox {
  /** Posts to a channel, a DM or a user id; undefined when it could not, or the outbox was stopped. */
  post(channel: string, message: Message, threadTs?: string): Promise<{ channel: string; ts: string } | undefined>;
  /** Replaces a message. `gone`: it cannot be edited any more, or its channel is closed to the bot. `message` is asked for only when the edit may be made. */
  edit(channel: string, ts: string, message: () => Message | Promise<Message>): Promise<'edited' | 'gone' | 'failed'>;
}

const MOST_TRIES = 8;

/** `editsAMinute` is this outbox's share of what Slack allows for chat.update, about 50 over all; `burst` of them may come at once. */
export function createOutbox(
  { background, clock, log }: Pick<HandlerDeps, 'background' | 'clock' | 'log'>,
  editsAMinute: number,
  signal: AbortSignal,
  burst = 3,
): Outbox {
  const edits = createPacer(clock, editsAMinute, burst);

  /** Runs the call until Slack takes it; anything but a rate limit or a lost connection is thrown. */
  async function persist<T>(call: () => Promise<T>, pause: (ms: number) => void): Promise<T | undefined> {
    for (let tries = 1; !signal.aborted; tries += 1) {
      try {
        return await call();
      } catch (error) {
        const limited = retryAfterMs(error);
        if (limited === undefined && (slackError(error) !== undefined || tries >= MOST_TRIES)) throw error;
        const wait = limited ?? Math.min(30_000, 500 * 2 ** tries);
        pause(wait);
        await clock.sleep(wait, signal);
      }
    }
    return undefined;
  }

  return {
    async post(channel, message, threadTs) {
      try {
        const posted = await persist(
          () =>
            background.chat.postMessage({
              channel,
              ...message,
              unfurl_links: false,
              unfurl_media: false,
              ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
            }),
          () => undefined,
        );
        return posted?.ts === undefined ? undefined : { channel: posted.channel ?? channel, ts: posted.ts };
      } catch (error) {
        log.warn('a message could not be posted', { channel, reason: slackError(error) ?? String(error) });
        return undefined;
      }
    },

    async edit(channel, ts, message) {
      try {
        const done = await persist(async () => {
          if (!(await edits.take(signal))) return undefined;
          return background.chat.update({ channel, ts, ...(await message()) });
        }, edits.pause);
        return done === undefined ? 'failed' : 'edited';
      } catch (error) {
        if (isUneditable(error) || isClosedChannel(error)) return 'gone';
        log.warn('a message could not be edited', { channel, reason: slackError(error) ?? String(error) });
        return 'failed';
      }
    },
  };
}
