/** Something Slack tells the app. */
export interface Envelope {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly retry?: { readonly attempt: number; readonly reason: string };
}

/** What came of it; `body` is what the app sent along with its acknowledgement. */
export type Ack =
  | { readonly ok: true; readonly body?: unknown }
  | { readonly ok: false; readonly reason: 'timeout' | 'not_connected' | 'http_error' };

/** The way to the app: sockets or signed HTTP. */
export interface Delivery {
  readonly connected: boolean;
  deliver(envelope: Envelope): Promise<Ack>;
  stop(): Promise<void>;
}
