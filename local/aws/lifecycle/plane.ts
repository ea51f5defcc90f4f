import type { LoadBalancer, TargetGroup } from '../model/balancers';
import type { Host, Task, World } from '../model/world';
import type { Clock } from './clock';
import type { Facts } from './facts';

/** Where AWS has no machine left: of one type, in one zone, or both; undefined means any. */
export interface Scarcity {
  readonly zone: string | undefined;
  readonly type: string | undefined;
}

/** Launches that are to stay without an agent. */
export interface Silence {
  readonly seat: string | undefined;
  left: number;
}

/** Why an app does not come up. `status`: what it answers the health checks of its load balancer with. */
export type Ailment =
  { readonly from: 'image' | 'memory' | 'health' } | { readonly from: 'status'; readonly status: number };

/** Everything the lifecycle works with; made once in start.ts, passed to each of its functions. */
export interface Plane {
  readonly world: World;
  readonly clock: Clock;
  readonly facts: Facts;
  /** Factor by service name, see the fault `slow`. */
  readonly slow: Map<string, number>;
  /** Actions as IAM names them, see the fault `deny`. */
  readonly denied: Set<string>;
  /** Where no instance can be launched, see the fault `capacity`. */
  readonly scarce: Scarcity[];
  /** Launches whose agent never registers, see the fault `silent`: of one seat or any, so many times. */
  readonly silences: Silence[];
  /** What the apps of a service suffer from, by service name, see the fault `ail`. */
  readonly ailing: Map<string, Ailment>;
  /** Tasks whose containers may still be held up; called when something they wait for may have changed. */
  readonly waiting: Map<string, () => void>;
  /** Instances that hang. */
  readonly hung: Set<string>;
  /** Load balancers by the target group they lead to; emptied when a listener or rule changes. */
  readonly routes: Map<string, readonly LoadBalancer[]>;
  /** A service's tasks should be looked at again. */
  reconcile(serviceArn: string): void;
  /** Every service of a cluster should be looked at again; given a host, only those whose constraints it satisfies. */
  reconcileCluster(clusterArn: string, host?: Host): void;
  /** Something containers, targets or listeners wait for may have changed. */
  changed(): void;
  /** A task fails the checks of its target group. */
  unhealthy(task: Task, group: TargetGroup): void;
  /** Tells of an error that must not pass in silence. */
  report(error: unknown): void;
}
