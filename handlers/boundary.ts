import { randomBytes } from 'node:crypto';
import { ProblemError } from '../workshop/problems';
import type { Log } from './deps';
import type { Message } from './views/blocks';
import { isSlackAway, isTokenRefused, slackErrorOf, TOKEN_NEXT } from './slack-error';
import { problemMessage } from './views/problem';

/**
 * Runs one piece of work for one person. Whatever breaks in it is logged under a short reference and told to that person;
 * nothing is silent, and nothing escapes.
 */
export async function answering(
  log: Log,
  activity: string,
  answer: (message: Message) => Promise<void>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reference = randomBytes(3).toString('hex');
    report(log, activity, error, reference);
    try {
      await answer(problemMessage(activity, error, reference));
    } catch (unsaid) {
      // Somebody deactivated, a channel archived: nobody is left to tell.
      const level = slackErrorOf(unsaid) !== undefined || isSlackAway(unsaid) ? 'warn' : 'error';
      log[level]('an apology could not be delivered', { reference, error: String(unsaid) });
    }
  }
}

/** A line for the log. A problem's own words are kept; of an unforeseen error its stack. */
export function report(log: Log, activity: string, error: unknown, reference: string): void {
  if (error instanceof ProblemError) {
    log.warn(`could not ${activity}`, { reference, kind: error.problem.kind, summary: error.problem.summary });
  } else if (slackErrorOf(error) !== undefined) {
    const next = isTokenRefused(error) ? { next: TOKEN_NEXT } : {};
    log.warn(`could not ${activity}`, { reference, slack: slackErrorOf(error), ...next });
  } else if (isSlackAway(error)) {
    log.warn(`could not ${activity}: Slack did not answer`, { reference, error: String(error) });
  } else {
    log.error(`could not ${activity}`, {
      reference,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}
