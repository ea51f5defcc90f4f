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

export type Failure = { readonly error: string } | { readonly retryAfter: number };

/** What one HTTP request to the Web API is answered with. */
export interface ApiAnswer {
  readonly status: 200 | 429;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Raw;
}

export interface ApiState {
  readonly calls: Map<string, number>;
  readonly failures: Map<string, { count: number; readonly failure: Failure }>;
  readonly revoked: Set<string>;
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
    const retryAfter = authorise(hub, state, method, token, args);
    if (retryAfter !== undefined) {
      const headers = { 'retry-after': String(retryAfter) };
      return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
    }
    const result =
      method === 'apps.connections.open' ? openConnection(hub, state) : await METHODS[method]?.run(args, hub);
    return ok(hub, { ok: true, ...result });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return ok(hub, { ok: false, error: error.code, ...error.extra });
  }
}

/** Seconds to wait where the call is rate limited; throws where it is refused. */
function authorise(
  hub: Hub,
  state: ApiState,
  name: string,
  token: string | undefined,
  args: Arguments,
): number | undefined {
  const connecting = name === 'apps.connections.open';
  const method = METHODS[name];
  if (!method && !connecting) throw new SlackError('unknown_method', { req_method: name });
  if (token === undefined) throw new SlackError('not_authed');
  const { botToken, appToken } = hub.identity;
  if (state.revoked.has(token) || (token !== botToken && token !== appToken)) throw new SlackError('invalid_auth');
  if ((token === appToken) !== connecting) throw new SlackError('not_allowed_token_type');
  const planned = state.failures.get(name);
  if (planned && planned.count > 0) {
    planned.count -= 1;
    if ('retryAfter' in planned.failure) return planned.failure.retryAfter;
    throw new SlackError(planned.failure.error);
  }
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
