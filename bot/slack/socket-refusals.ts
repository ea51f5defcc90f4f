/** Answers to `apps.connections.open` after which it may succeed when asked again. */
const PASSING = [
  'ratelimited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'too_many_websockets',
];

export interface Refusals {
  /** As the given fetch, listening. */
  readonly fetch: typeof fetch;
  /** Rejects with the next refusal, as the Web API's client would throw it. */
  next(): Promise<never>;
}

/** Bolt's client takes most refusals of its token for passing, and asks again every 5 s for ever: they are heard here. */
export function refusalsOf(inner: typeof fetch): Refusals {
  const waiting = new Set<(error: Error) => void>();
  return {
    async fetch(...request) {
      const response = await inner(...request);
      const answer = (await response
        .clone()
        .json()
        .catch(() => undefined)) as { ok?: unknown; error?: unknown } | undefined;
      if (answer?.ok === false && typeof answer.error === 'string' && !PASSING.includes(answer.error)) {
        const error = Object.assign(new Error(answer.error), { data: { error: answer.error } });
        for (const reject of waiting) reject(error);
        waiting.clear();
      }
      return response;
    },
    next: () => new Promise((_, reject) => waiting.add(reject)),
  };
}
