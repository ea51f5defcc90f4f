import { SlackError } from '../errors';
import type { Raw } from '../blocks/report';
import type { Hub } from '../hub';
import { auth } from './auth';
import { chat } from './chat';
import { conversations } from './conversations';
import { files } from './files';
import { marks } from './marks';
import type { Arguments, Methods } from './method';
import type { RateLimits } from './rate-limits';
import { users } from './users';
import { views } from './views';

export const METHODS: Methods = { ...auth, ...chat, ...conversations, ...users, ...views, ...marks, ...files };

/**
 * What becomes of a call that is made to fail: a refusal in Slack's word, a rate limit, an HTTP status, or a line that is cut
 * `before` the call is done, or `after`, so that only the answer is lost.
 */
export type Failure =
  | { readonly error: string }
  | { readonly retryAfter: number }
  | { readonly status: number }
  | { readonly cut: 'before' | 'after' };

/** What one HTTP request to the Web API is answered with. */
export interface ApiAnswer {
  /** Undefined where the line is cut instead. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Raw;
}

export interface ApiState {
  readonly calls: Map<string, number>;
  readonly limited: Map<string, number>;
  readonly failures: Map<string, { count: number; readonly failure: Failure }>;
  /** Token -> the word it is refused with. */
  readonly revoked: Map<string, string>;
  readonly limits: RateLimits | undefined;
  /** A path for a new Socket Mode connection; undefined when there are too many or the app receives HTTP. */
  readonly openConnection: () => string | undefined;
}

/** Answers one call of the Web API: token, faults on request, rate limits, scopes, then the method itself. */
export async function answerCall(
  hub: Hub,
  state: ApiState,
  method: string,
  token: string | undefined,
  args: Arguments,
): Promise<ApiAnswer> {
  state.calls.set(method, (state.calls.get(method) ?? 0) + 1);
  try {
    checkToken(hub, state, method, token);
    const failure = planned(state, method);
    if (failure && 'error' in failure) throw new SlackError(failure.error);
    if (failure && 'status' in failure) return { status: failure.status, headers: {}, body: {} };
    if (failure && 'cut' in failure && failure.cut === 'before') return CUT;
    const retryAfter = failure && 'retryAfter' in failure ? failure.retryAfter : authorise(hub, state, method, args);
    if (retryAfter !== undefined) {
      state.limited.set(method, (state.limited.get(method) ?? 0) + 1);
      const headers = { 'retry-after': String(retryAfter) };
      return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
    }
    const result =
      method === 'apps.connections.open' ? openConnection(hub, state) : await METHODS[method]?.run(args, hub);
    return failure ? CUT : ok(hub, { ok: true, ...result });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return ok(hub, { ok: false, error: error.code, ...error.extra });
  }
}

const CUT: ApiAnswer = { status: undefined, headers: {}, body: {} };

/** The failure that was asked for, once fewer from now on. */
function planned({ failures }: ApiState, method: string): Failure | undefined {
  const plan = failures.get(method);
  if (!plan || plan.count === 0) return undefined;
  plan.count -= 1;
  return plan.failure;
}

function checkToken(hub: Hub, state: ApiState, name: string, token: string | undefined): void {
  const connecting = name === 'apps.connections.open';
  if (!METHODS[name] && !connecting) throw new SlackError('unknown_method', { req_method: name });
  if (token === undefined) throw new SlackError('not_authed');
  const { botToken, appToken } = hub.identity;
  const revoked = state.revoked.get(token);
  if (revoked !== undefined) throw new SlackError(revoked);
  if (token !== botToken && token !== appToken) throw new SlackError('invalid_auth');
  if ((token === appToken) !== connecting) throw new SlackError('not_allowed_token_type');
}

/** Seconds to wait where the call is rate limited; throws where a scope is missing. */
function authorise(hub: Hub, state: ApiState, name: string, args: Arguments): number | undefined {
  const method = METHODS[name];
  if (!method) return undefined;
  const needed = typeof method.scope === 'function' ? method.scope(args, hub) : method.scope;
  if (needed !== null && !hub.manifest.scopes.has(needed)) {
    throw new SlackError('missing_scope', { needed, provided: [...hub.manifest.scopes].join(',') });
  }
  return state.limits?.take(name, method.tier, args.text('channel'));
}

function openConnection(hub: Hub, state: ApiState): Raw {
  const path = state.openConnection();
  if (path === undefined) throw new SlackError('too_many_websockets');
  return { url: `${hub.url.replace('http:', 'ws:')}${path}` };
}

function ok(hub: Hub, body: Raw): ApiAnswer {
  return { status: 200, headers: { 'x-oauth-scopes': [...hub.manifest.scopes].join(',') }, body };
}
