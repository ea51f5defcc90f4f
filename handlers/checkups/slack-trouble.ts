import type { CheckResult } from '../../workshop/ports/checkup';
import { slackErrorOf } from '../slack-error';

/** What a call that Slack refused means for a checkup; the token's own lines say what is wrong with the token. */
export function slackTrouble(error: unknown): CheckResult {
  const code = slackErrorOf(error);
  if (code === 'missing_scope') {
    return {
      state: 'ill',
      says: 'A scope is missing to ask Slack for this.',
      mend: 'Install the app again with the current manifest.yml.',
    };
  }
  const limited = typeof error === 'object' && error !== null && 'retryAfter' in error;
  if (code === 'ratelimited' || limited) {
    return { state: 'unknown', says: 'Slack asks to slow down.', mend: 'Ask again in a minute.' };
  }
  return { state: 'unknown', says: code === undefined ? 'Slack did not answer.' : `Slack refused to say (${code}).` };
}
