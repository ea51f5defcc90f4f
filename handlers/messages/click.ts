import type { Place } from './reach';

/** What is read of a click's payload; everything in it but the user and the place is only a wish. */
export interface ClickBody {
  readonly user: { readonly id: string };
  readonly channel?: { readonly id: string };
  readonly container?: { readonly thread_ts?: string };
}

/** Where the click happened; the Home tab has no channel. */
export const placeOf = ({ user, channel, container }: ClickBody): Place => ({
  userId: user.id,
  channel: channel?.id,
  ...(container?.thread_ts === undefined ? {} : { threadTs: container.thread_ts }),
});

/** The button's value, where it has one. */
export function valueOf(action: unknown): string | undefined {
  const { value } = action as { value?: unknown };
  return typeof value === 'string' && value !== '' ? value : undefined;
}
