import { ProblemError } from '../../workshop/problems';
import { isSlackAway, slackErrorOf } from '../slack-error';
import { clip, context, section, type Message } from './blocks';
import { escape } from './words';

/**
 * All wording of what went wrong. `activity` completes "I could not ...": `deploy nov`. A break that nobody foresaw gets a
 * reference, which the log has too; its own words stay in the log, as they may hold anything.
 */
export function problemMessage(activity: string, error: unknown, reference: string): Message {
  if (error instanceof ProblemError) {
    const { summary, next, cause } = error.problem;
    const says = `*I could not ${activity}.* ${summary} ${next}`;
    return {
      text: says,
      blocks: [
        section(says),
        ...(cause === undefined ? [] : [context(`>${clip(escape(cause), 400).replace(/\n+/g, '\n>')}`)]),
      ],
    };
  }
  const known = SLACK_SAYS[slackErrorOf(error) ?? ''] ?? (isSlackAway(error) ? SLACK_AWAY : undefined);
  const says = known
    ? `*I could not ${activity}.* ${known}`
    : `*Sorry, I could not ${activity}.* Something broke on my side. Try again; if it stays, tell whoever runs me the reference \`${reference}\`, which is in my log too.`;
  return { text: says, blocks: [section(says)] };
}

const TOKEN_REFUSED =
  'Slack no longer accepts my token. Whoever runs me finds out why with `npm run doctor`, and copies the token again.';
const SLACK_AWAY = 'Slack did not answer me. Try again in a minute.';
/** What people can do about errors of Slack's Web API. */
const SLACK_SAYS: Readonly<Record<string, string>> = {
  invalid_auth: TOKEN_REFUSED,
  token_revoked: TOKEN_REFUSED,
  token_expired: TOKEN_REFUSED,
  account_inactive: TOKEN_REFUSED,
  not_in_channel: 'I am not in that channel: type `/invite @usher` there, then try again.',
  channel_not_found: 'I cannot see that channel: type `/invite @usher` there, then try again.',
  is_archived: 'That channel is archived. Use another, or bring it back first.',
  restricted_action: 'A setting of this workspace keeps me from writing there. An admin can change it.',
  expired_trigger_id: 'Slack waits only three seconds for a window to open, and I was late. Try again.',
  exchanged_trigger_id: 'Slack may have opened the window all the same. If it did not, type the command again.',
  missing_scope: 'My Slack app lacks a permission it needs. Install it again with the current manifest.yml.',
  ratelimited: 'Slack asks me to slow down. Try again in a minute.',
};
