import type { Tags } from './tags';

/** AWS's own, where nobody says otherwise. */
export const IDLE_SECONDS = 60;

/** An application load balancer. */
export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  /** The name moto made up, replaced by `address` in every answer. */
  readonly motoName: string | undefined;
  /** Loopback address that stands for the DNS name. */
  readonly address: string;
  readonly tags: Tags;
  groups: readonly string[];
  /** Seconds after which it ends a connection on which nothing is said. */
  idleSeconds: number;
  active: boolean;
}

/** What a listener or rule does with a request. */
export interface Action {
  readonly type: string;
  readonly targetGroup?: string | undefined;
  readonly redirect?: Readonly<Record<string, string>>;
  readonly fixed?: { readonly status: number; readonly contentType: string; readonly body: string };
}

/** One condition of a rule; any of its values will do. */
export interface Condition {
  readonly field: string;
  readonly values: readonly string[];
}

/** A port of a load balancer. */
export interface Listener {
  readonly arn: string;
  readonly loadBalancer: string;
  port: number;
  protocol: string;
  /** ARN, with HTTPS. */
  certificate: string | undefined;
  actions: readonly Action[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Goes before the action of its listener; the lowest priority first. */
export interface Rule {
  readonly arn: string;
  readonly listener: string;
  priority: number;
  conditions: readonly Condition[];
  actions: readonly Action[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Seconds, and checks in a row. */
export interface HealthCheck {
  readonly path: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthy: number;
  readonly unhealthy: number;
}

/** One address of a target group. */
export interface Target {
  readonly ip: string;
  readonly port: number;
  readonly task: string | undefined;
  state: 'initial' | 'healthy' | 'unhealthy' | 'draining';
  reason: string | undefined;
  description: string | undefined;
  /** The state the checks now under way lead to. */
  heading: 'healthy' | 'unhealthy' | undefined;
}

/** Where a load balancer sends what it forwards. */
export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly port: number;
  readonly tags: Tags;
  check: HealthCheck;
  deregistrationDelay: number;
  /** By `ip:port`. */
  readonly targets: Map<string, Target>;
}
