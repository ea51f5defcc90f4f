/** What one window shows, kept in the address behind the # so that two windows can be two people. */
export interface Route {
  /** User id. */
  readonly as?: string | undefined;
  /** Conversation id. */
  readonly in?: string | undefined;
  /** ts of the thread's parent. */
  readonly thread?: string | undefined;
  readonly tab?: 'home' | undefined;
}

/** Reads `#as=U1&in=C1`. Unknown words are left out. */
export function readRoute(hash: string): Route {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const word = (name: string) => words.get(name) || undefined;
  return { as: word('as'), in: word('in'), thread: word('thread'), tab: word('tab') === 'home' ? 'home' : undefined };
}

/** The address of a route, with its #. */
export function writeRoute(route: Route): string {
  const words = new URLSearchParams();
  for (const name of ['as', 'in', 'thread', 'tab'] as const) {
    const value = route[name];
    if (value !== undefined) words.set(name, value);
  }
  return `#${words.toString()}`;
}
