import { setTimeout as later } from 'node:timers/promises';
import type { Hub } from './hub';
import type { Actor } from './index';
import { pageMessage, pageState } from './page-state';
import { plainMessage } from './plain-text';
import type { PageMessage, PersonAction } from './protocol';
import { canSee, type User } from './workspace';

const USUAL_TIMEOUT_MS = 30_000;
/** Messages quoted when what was waited for did not come. */
const QUOTED = 6;

/** A person whose actions are called in process. */
export function createActor(hub: Hub, user: User, perform: (user: User, action: PersonAction) => Promise<void>): Actor {
  const actor: Actor = {
    id: user.id,
    name: user.name,
    act: (action) => perform(user, action),
    state: () => pageState(hub, user.id),
    onMessage: (listener) =>
      hub.workspace.subscribe((change) => {
        if (change.type !== 'message') return;
        const channel = hub.workspace.channels.get(change.message.channel);
        if (channel && canSee(channel, change.message, user.id)) listener(pageMessage(hub, change.message));
      }),
    async waitFor(fits, what, timeoutMs = USUAL_TIMEOUT_MS) {
      const present = actor.state().messages.find(fits);
      if (present) return present;
      const done = new AbortController();
      let stop = () => {};
      const arrival = new Promise<PageMessage>((resolve, reject) => {
        stop = actor.onMessage((message) => {
          try {
            if (fits(message)) resolve(message);
          } catch (error) {
            reject(error as Error);
          }
        });
      });
      const timeout = later(timeoutMs, undefined, { signal: done.signal }).then(() => {
        throw new Error(`@${user.name} did not see ${what} within ${timeoutMs / 1000} s, but:\n${screen(actor)}`);
      });
      try {
        return await Promise.race([arrival, timeout]);
      } finally {
        stop();
        done.abort();
        timeout.catch(() => undefined);
      }
    },
  };
  return actor;
}

/** The newest messages on somebody's screen, as text. */
export function screen(actor: Pick<Actor, 'state'>): string {
  const state = actor.state();
  const names = { people: state.people, channels: state.conversations };
  const lines = state.messages.slice(-QUOTED).map((message) => {
    const channel = state.conversations.find((one) => one.id === message.channel);
    const place = channel?.kind === 'dm' ? 'DM' : `#${channel?.name ?? '?'}`;
    const author = state.people.find((one) => one.id === message.user)?.name ?? message.user;
    return `  ${place} ${author}: ${plainMessage(message, names).replaceAll('\n', '\n    ')}`;
  });
  return lines.length > 0 ? lines.join('\n') : '  nothing at all';
}
