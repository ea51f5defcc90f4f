import { SlackError } from './errors';
import { secret } from './ids';

const RESPONSE_URL_USES = 5;

export interface TriggerSource {
  readonly user: string;
  /** The modal the trigger came from, where it came from one. */
  readonly viewId?: string;
}

export interface ResponseSource {
  readonly user: string;
  readonly channel: string;
  /** The message that was clicked; a command has none. */
  readonly messageTs?: string;
  readonly threadTs?: string;
}

interface Ticket<Source> {
  readonly source: Source;
  readonly expires: number;
  uses: number;
}

/** Trigger ids (once, within seconds) and response URLs (five times, within half an hour). */
export class Tickets {
  readonly #triggers = new Map<string, Ticket<TriggerSource>>();
  readonly #responses = new Map<string, Ticket<ResponseSource>>();

  constructor(
    private readonly baseUrl: string,
    private readonly timing: { readonly triggerMs: number; readonly responseUrlMs: number },
    private readonly now: () => number = Date.now,
  ) {}

  issueTrigger(source: TriggerSource): string {
    const id = `${this.now()}.${secret(4)}.${secret(16)}`;
    this.#triggers.set(id, { source, expires: this.now() + this.timing.triggerMs, uses: 1 });
    return id;
  }

  /** Uses up a trigger; throws what `views.open` answers where it is unknown, used or too old. */
  takeTrigger(id: string): TriggerSource {
    const ticket = this.#triggers.get(id);
    if (!ticket) throw new SlackError('invalid_trigger_id');
    if (ticket.uses === 0) throw new SlackError('exchanged_trigger_id');
    if (this.now() > ticket.expires) throw new SlackError('expired_trigger_id');
    ticket.uses = 0;
    return ticket.source;
  }

  issueResponseUrl(source: ResponseSource): string {
    const key = secret(16);
    this.#responses.set(key, { source, expires: this.now() + this.timing.responseUrlMs, uses: RESPONSE_URL_USES });
    return `${this.baseUrl}response/${key}`;
  }

  /** Uses a response URL once; throws where it is unknown, used up or too old. */
  takeResponse(key: string): ResponseSource {
    const ticket = this.#responses.get(key);
    if (!ticket) throw new SlackError('no_service');
    if (this.now() > ticket.expires) throw new SlackError('expired_url');
    if (ticket.uses === 0) throw new SlackError('used_url');
    ticket.uses -= 1;
    return ticket.source;
  }
}
