import { ProblemError } from '../../workshop/problems';

/** What Slack's answer to a token means, as a problem with its mend. `variable`: the setting that holds the token. */
export function slackProblem(error: unknown, variable: string, apiUrl: string): ProblemError {
  const code = codeOf(error);
  if (code === undefined) {
    return new ProblemError({
      kind: 'network',
      summary: `Slack cannot be reached at ${apiUrl} (${reasonOf(error)}).`,
      next: 'Check the network, a proxy, and SLACK_API_URL if it is set; then start again.',
    });
  }
  if (code === 'missing_scope') {
    return new ProblemError({
      kind: 'permission',
      summary: `Slack says ${variable} lacks a scope.`,
      next: 'Install the app again with the current manifest.yml; the app token needs connections:write.',
    });
  }
  return new ProblemError({
    kind: 'credentials',
    summary: `Slack refuses ${variable} (${code}).`,
    next: `Copy the token again from your Slack app's settings into ${variable}, then start again.`,
  });
}

function codeOf(error: unknown): string | undefined {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  const code = typeof data === 'object' && data !== null && 'error' in data ? data.error : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The innermost cause says most: `connect ECONNREFUSED 127.0.0.1:4545`. */
function reasonOf(error: unknown): string {
  let inner: Cause = { message: String(error) };
  for (let next = error; isCause(next); next = next.original ?? next.cause) inner = next;
  return (inner.message || inner.code || 'no reason given').slice(0, 200);
}

interface Cause {
  readonly message?: string;
  readonly code?: string;
  readonly original?: unknown;
  readonly cause?: unknown;
}

const isCause = (value: unknown): value is Cause => typeof value === 'object' && value !== null;
