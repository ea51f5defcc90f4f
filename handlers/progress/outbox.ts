import type { Message } from '../views/blocks';
import type { HandlerDeps } from '../deps';
import { postOnce } from '../post-once';
import {
  isClosedChannel,
  isSlackAway,
  isTokenRefused,
  isUneditable,
  retryAfterMs,
  slackErrorOf,
  TOKEN_NEXT,
} from '../slack-error';
import { clip } from '../views/blocks';
import { createPacer } from './pacer';

/**
 * Messages nobody waits for. Rate limits, a Slack that is away and a token it refuses are waited out here, until the outbox is
 * stopped, and never in front of somebody's modal.
 */
export interface Outbox {
  /** Posts to a channel, a DM or a user id; undefined when it could not, or the outbox was stopped. */
  post(channel: string, message: Message, threadTs?: string): Promise<{ channel: string; ts: string } | undefined>;
  /** Replaces a message. `gone`: it cannot be edited any more, or its channel is closed to the bot. `message` is asked for only when the edit may be made. */
  edit(channel: string, ts: string, message: () => Message | Promise<Message>): Promise<'edited' | 'gone' | 'failed'>;
  /** Whether what was not posted was cut short, for somebody else to post. */
  isStopped(): boolean;
}

/** Waits between tries while Slack is away or refuses the token: doubled each time, up to this. */
const LONGEST_WAIT_MS = 30_000;
/** Characters of `text` that Slack takes in an edit. */
const MOST_EDITED_TEXT = 4_000;

/** `editsAMinute` is this outbox's share of what Slack allows for chat.update, about 50 over all; `burst` of them may come at once. */
export function createOutbox(
  { background, clock, log }: Pick<HandlerDeps, 'background' | 'clock' | 'log'>,
  editsAMinute: number,
  signal: AbortSignal,
  burst = 3,
): Outbox {
  const edits = createPacer(clock, editsAMinute, burst);
  let held = false;

  /** Says once that messages wait, and once that they go out again. */
  function holding(error: unknown): void {
    if (held) return;
    held = true;
    if (isTokenRefused(error)) {
      log.error(`Slack refuses the bot token, and messages wait. ${TOKEN_NEXT}`, { slack: slackErrorOf(error) });
    } else log.warn('Slack cannot be reached, and messages wait', { reason: String(error) });
  }

  function delivered(): void {
    if (held) log.info('Slack takes messages again');
    held = false;
  }

  /** Asked of Slack itself: `account_inactive` may also mean whoever the message is for. */
  const tokenIsRefused = (): Promise<boolean> =>
    held
      ? Promise.resolve(true)
      : background.auth.test().then(
          () => false,
          (error: unknown) => isTokenRefused(error),
        );

  /** Whether to try again, once it may be tried; `pause` holds up the others of the same method. */
  async function again(error: unknown, tries: number, pause: (ms: number) => void = () => undefined): Promise<boolean> {
    const limited = retryAfterMs(error);
    if (limited === undefined) {
      if (!isSlackAway(error) && !(isTokenRefused(error) && (await tokenIsRefused()))) return false;
      holding(error);
    }
    const wait = limited ?? Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(tries, 10));
    pause(wait);
    await clock.sleep(wait, signal);
    return !signal.aborted;
  }

  async function update(channel: string, ts: string, message: () => Message | Promise<Message>): Promise<boolean> {
    for (let tries = 1; ; tries += 1) {
      if (!(await edits.take(signal))) return false;
      try {
        const { text, blocks } = await message();
        await background.chat.update({ channel, ts, text: clip(text, MOST_EDITED_TEXT), blocks });
        return true;
      } catch (error) {
        if (!(await again(error, tries, edits.pause))) throw error;
      }
    }
  }

  /** Nothing is wrong with a message that a stopped outbox did not send. */
  const complain = (line: string, channel: string, error: unknown): void => {
    if (!signal.aborted) log.warn(line, { channel, reason: slackErrorOf(error) ?? String(error) });
  };

  return {
    isStopped: () => signal.aborted,

    async post(channel, message, threadTs) {
      if (signal.aborted) return undefined;
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      try {
        const quiet = { channel, ...message, ...thread, unfurl_links: false, unfurl_media: false };
        const posted = await postOnce(background, quiet, again);
        delivered();
        return posted.ts === undefined ? undefined : { channel: posted.channel ?? channel, ts: posted.ts };
      } catch (error) {
        complain('a message could not be posted', channel, error);
        return undefined;
      }
    },

    async edit(channel, ts, message) {
      try {
        const done = await update(channel, ts, message);
        if (done) delivered();
        return done ? 'edited' : 'failed';
      } catch (error) {
        if (isUneditable(error) || isClosedChannel(error)) return 'gone';
        complain('a message could not be edited', channel, error);
        return 'failed';
      }
    },
  };
}
