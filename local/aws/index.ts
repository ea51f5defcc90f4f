import type { CallCount } from './proxy/call-log';

export type { CallCount } from './proxy/call-log';
export { startLocalAws } from './start';

/** An AWS region on loopback: moto as the control plane, and in front of it the data plane moto lacks. */
export interface LocalAws {
  /** For AWS_ENDPOINT_URL: `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /**
   * Environment for any AWS client: AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY; and for whoever
   * visits load balancers NODE_EXTRA_CA_CERTS and, where 80 or 443 are bound elsewhere, USHER_LOCAL_PORTS (`80:20080,443:20443`).
   */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether moto answers; false: the data plane stands alone and is filled by `POST /_local/stacks/<name>`. */
  readonly controlPlane: boolean;
  /** What is not real or not possible on this machine, one sentence each, for the banner. */
  readonly notes: readonly string[];
  /** Also reachable as `POST /_local/faults`. */
  fault(fault: Fault): void;
  /** Path of the certificate, PEM, of the authority that vouches for its load balancers. */
  readonly authority: string;
  /** Port of this machine at which a load balancer's port is found: itself, but for 80 and 443 where these cannot be had. */
  boundAs(port: number): number;
  /** AWS calls so far by `service:Operation`. */
  readonly calls: ReadonlyMap<string, number>;
  /** The same by caller too; also `GET /_local/calls`. */
  callers(): CallCount[];
  stop(): Promise<void>;
}

export type Fault =
  /** The app's task stops; the service starts a new one. */
  | { readonly kind: 'crash'; readonly service: string; readonly reason?: string }
  /** The instance's status check turns impaired, its agent disconnects and its apps stop answering. */
  | { readonly kind: 'hang'; readonly seat: string; readonly workshop?: string }
  /** The next `count` calls of `operation` (e.g. `ecs:CreateService`, `ec2:*`) are refused as throttled. */
  | { readonly kind: 'throttle'; readonly operation: string; readonly count: number }
  /** `ec2:RunInstances` and so on fail with this AWS error code until cleared. */
  | {
      readonly kind: 'refuse';
      readonly operation: string;
      readonly code: string;
      readonly message: string;
      readonly count?: number;
    }
  /** IAM allows this action (e.g. `ecs:StopTask`) no more: its simulation says so, and the call is refused. */
  | { readonly kind: 'deny'; readonly action: string }
  /** Tasks of this service take `factor` times as long to start. */
  | { readonly kind: 'slow'; readonly service: string; readonly factor: number }
  /** The account has this much of the quota with this code, until cleared: `L-1216C47A`. */
  | { readonly kind: 'quota'; readonly code: string; readonly value: number }
  /** EC2 has no machine left, of this type or any, in this zone (`eu-west-1a`) or all. */
  | { readonly kind: 'capacity'; readonly zone?: string; readonly type?: string }
  /** The next `count` launches (1 by default), of this seat or any, run and pass their checks, but their agent never registers. */
  | { readonly kind: 'silent'; readonly seat?: string; readonly count?: number }
  /** Credentials have expired: of this access key id, or all. */
  | { readonly kind: 'expired-credentials'; readonly key?: string }
  /**
   * From its next start on, the app of this service cannot get its image, runs out of memory, fails its own health check, or answers
   * the load balancer's with `status`.
   */
  | { readonly kind: 'ail'; readonly service: string; readonly from: 'image' | 'memory' | 'health' }
  | { readonly kind: 'ail'; readonly service: string; readonly from: 'status'; readonly status: number }
  /** What AWS answers to requests for more of this quota, those that wait for an answer included. */
  | { readonly kind: 'quota-answer'; readonly code: string; readonly answer: 'approve' | 'deny' }
  /** Costs are broken down by this tag from now on. */
  | { readonly kind: 'cost-tag'; readonly key: string }
  /** US dollars that something with this tag costs today, besides what is metered. */
  | {
      readonly kind: 'bill';
      readonly key: string;
      readonly value: string;
      readonly service: string;
      readonly amount: number;
    }
  | { readonly kind: 'clear' };

export interface LocalAwsOptions {
  /** 0 for any free port; 4566 by default. Where it is taken, the next free one is used. */
  readonly port?: number;
  /** Folder for an installed moto and logs. */
  readonly dataDir: string;
  readonly region?: string;
  /** How many times faster than AWS the lifecycle runs: 60 turns a minute into a second. */
  readonly speed?: number;
  /** `none` leaves moto out even where it is installed. */
  readonly moto?: 'auto' | 'none';
}
