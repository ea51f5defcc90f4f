import type { Tags } from './tags';

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  /** The name moto made up, replaced by `address` in every answer. */
  readonly motoName: string | undefined;
  /** Loopback address that stands for the DNS name. */
  readonly address: string;
  readonly tags: Tags;
  groups: readonly string[];
  active: boolean;
}

export interface Action {
  readonly type: string;
  readonly targetGroup?: string | undefined;
  readonly redirect?: Readonly<Record<string, string>>;
  readonly fixed?: { readonly status: number; readonly contentType: string; readonly body: string };
}

export interface Condition {
  readonly field: string;
  readonly values: readonly string[];
}

export interface Listener {
  readonly arn: string;
  readonly loadBalancer: string;
  port: number;
  protocol: string;
  actions: readonly Action[];
}

export interface Rule {
  readonly arn: string;
  readonly listener: string;
  priority: number;
  conditions: readonly Condition[];
  actions: readonly Action[];
}

export interface HealthCheck {
  readonly path: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthy: number;
  readonly unhealthy: number;
}

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
