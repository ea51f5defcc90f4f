import type { Delivery } from './delivery/delivery';
import type { Files } from './files';
import type { Manifest } from './manifest';
import type { Tickets } from './tickets';
import type { Views } from './views';
import type { Workspace } from './workspace';

/** How long Slack waits, in milliseconds. */
export interface Timing {
  /** For the answer to a command, an interaction or an event. */
  readonly ackMs: number;
  readonly triggerMs: number;
  readonly responseUrlMs: number;
  /** Waits before the second, third and fourth delivery of an unanswered event. */
  readonly eventRetriesMs: readonly number[];
}

export const SLACK_TIMING: Timing = {
  ackMs: 3000,
  triggerMs: 3000,
  responseUrlMs: 30 * 60_000,
  eventRetriesMs: [0, 60_000, 300_000],
};

/** Who the app under development is. */
export interface Identity {
  readonly teamId: string;
  readonly appId: string;
  readonly botId: string;
  readonly botUser: string;
  readonly slackbot: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly verificationToken: string;
}

/** Everything the parts of the local Slack share. */
export interface Hub {
  /** `http://127.0.0.1:4545/` */
  readonly url: string;
  readonly workspace: Workspace;
  readonly manifest: Manifest;
  readonly identity: Identity;
  readonly timing: Timing;
  readonly tickets: Tickets;
  readonly views: Views;
  readonly files: Files;
  readonly delivery: Delivery;
}
