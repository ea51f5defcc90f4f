import type { Receiver } from '@slack/bolt';

/** A way to Slack: what Bolt receives from, opened and closed. */
export interface Transport {
  readonly receiver: Receiver;
  /** Resolves once Slack can reach Usher. Throws ProblemError where it cannot. */
  open(): Promise<void>;
  /** Resolves once nothing can come in any more. */
  close(): Promise<void>;
  /** Whether what people do in Slack reaches this process now. */
  isOpen(): boolean;
}
