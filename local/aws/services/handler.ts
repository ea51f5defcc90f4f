import type { Call } from '../proxy/call';
import type { Reply, Refusal } from '../proxy/reply';

/** What the data plane has to do with one operation; where it has nothing to do with it, the call just passes. */
export interface Handler {
  /** Refuses what AWS would refuse and moto would not. */
  readonly check?: (call: Call) => Refusal | undefined | Promise<Refusal | undefined>;
  /** Answers alone; moto never hears of it. */
  readonly answer?: (call: Call) => Reply | Refusal | Promise<Reply | Refusal>;
  /** What moto is asked instead, where it would misunderstand the words of the call. */
  readonly before?: (call: Call, body: Buffer) => Buffer;
  /** Learns from a call that succeeded, and may put its own word into the answer. */
  readonly after?: (call: Call, reply: Reply) => Reply | void | Promise<Reply | void>;
}

/** By `service:Operation`. */
export type Handlers = Readonly<Record<string, Handler>>;

/** The answer with other text. */
export const withBody = (reply: Reply, body: string): Reply => ({ ...reply, body: Buffer.from(body) });
