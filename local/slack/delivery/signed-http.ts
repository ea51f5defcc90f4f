import { createHmac } from 'node:crypto';
import { secret } from '../ids';
import type { Ack, Delivery, Envelope } from './delivery';

const GREETING_EVERY_MS = 1_000;

interface Options {
  readonly requestUrl: string;
  readonly signingSecret: string;
  readonly verificationToken: string;
  readonly ackMs: number;
  readonly onChange: () => void;
}

/** Signed HTTP: every payload is a POST to the app's request URL. */
export class SignedHttp implements Delivery {
  #connected = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: Options) {
    void this.#greet();
  }

  get connected(): boolean {
    return this.#connected;
  }

  async deliver(envelope: Envelope): Promise<Ack> {
    const { body, type } = encode(envelope);
    const headers = envelope.retry && {
      'x-slack-retry-num': String(envelope.retry.attempt),
      'x-slack-retry-reason': envelope.retry.reason,
    };
    try {
      const response = await this.#post(body, type, headers);
      const text = await response.text();
      if (!response.ok) return { ok: false, reason: 'http_error' };
      const json = response.headers.get('content-type')?.includes('json') === true;
      return text === '' ? { ok: true } : { ok: true, body: json ? (JSON.parse(text) as unknown) : { text } };
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError') return { ok: false, reason: 'timeout' };
      this.#set(false);
      void this.#greet();
      return { ok: false, reason: 'not_connected' };
    }
  }

  stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    return Promise.resolve();
  }

  /** Verifies the URL as Slack does when it is entered, until the app answers. */
  async #greet(): Promise<void> {
    if (this.#stopped || this.#connected) return;
    clearTimeout(this.#timer);
    const challenge = secret();
    const body = { token: this.options.verificationToken, challenge, type: 'url_verification' };
    try {
      const response = await this.#post(JSON.stringify(body), 'application/json');
      const text = await response.text();
      this.#set(response.ok && text.includes(challenge));
    } catch {
      this.#set(false);
    }
    if (!this.#connected && !this.#stopped) {
      this.#timer = setTimeout(() => void this.#greet(), GREETING_EVERY_MS).unref();
    }
  }

  #post(body: string, type: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const hmac = createHmac('sha256', this.options.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    return fetch(this.options.requestUrl, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${hmac}`,
        ...headers,
      },
      signal: AbortSignal.timeout(this.options.ackMs),
    });
  }

  #set(connected: boolean): void {
    if (this.#connected === connected) return;
    this.#connected = connected;
    this.options.onChange();
  }
}

function encode(envelope: Envelope): { body: string; type: string } {
  const form = 'application/x-www-form-urlencoded';
  switch (envelope.kind) {
    case 'events_api':
      return { body: JSON.stringify(envelope.payload), type: 'application/json' };
    case 'interactive':
      return { body: new URLSearchParams({ payload: JSON.stringify(envelope.payload) }).toString(), type: form };
    case 'slash_commands':
      return { body: new URLSearchParams(envelope.payload as Record<string, string>).toString(), type: form };
  }
}
