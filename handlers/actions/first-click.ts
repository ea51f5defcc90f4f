import { createHash } from 'node:crypto';
import type { App, BlockAction } from '@slack/bolt';
import type { HandlerDeps } from '../deps';

/** Clicks on the same button within this time are one, in milliseconds. */
const TOGETHER_MS = 3_000;

type Seeing = Pick<HandlerDeps, 'firstSight'>;

/** What is read of a click's payload to tell its button from all others. */
interface Place {
  readonly channel?: { readonly id: string };
  readonly container?: { readonly message_ts?: unknown; readonly view_id?: unknown };
}
interface Button {
  readonly type?: string;
  readonly action_id: string;
  readonly value?: string | null;
}

/** Passes over a second click of the same person on the same button a moment after the first, whichever bot hears it. */
export function passOverDoubleClicks(app: App, deps: Seeing): void {
  app.use(async ({ body, payload, next, ...rest }) => {
    const { type, user } = body as Partial<BlockAction>;
    if (type !== 'block_actions' || (await isFirstClick(deps, body, payload as Button, user?.id))) await next();
    // Slack draws a click that nobody answers as one that failed.
    else if ('ack' in rest) await (rest.ack as () => Promise<void>)();
  });
}

/**
 * Whether this person, or where nobody is named anybody, clicks the button for the first time within three seconds. Menus, and
 * what does not say where it stands, are never taken for repeated.
 */
export async function isFirstClick({ firstSight }: Seeing, body: unknown, button: Button, by = ''): Promise<boolean> {
  const { channel, container } = body as Place;
  const place = container?.message_ts ?? container?.view_id;
  if (button.type !== 'button' || place === undefined) return true;
  const which = JSON.stringify([by, channel?.id, place, button.action_id, button.value]);
  // Hashed, as what a payload carries may be longer and odder than an id in the database.
  return firstSight(`click ${createHash('sha256').update(which).digest('hex')}`, TOGETHER_MS);
}
