import type { Tags } from './tags';
import type { LogGroups } from './logs';
import type { Listener, LoadBalancer, Rule, TargetGroup } from './balancers';

/** What the data plane knows, and all of it came from AWS calls (or, without moto, from synthesised stacks). */
export interface World {
  readonly clusters: Map<string, Cluster>;
  readonly instances: Map<string, Instance>;
  /** By container instance ARN. */
  readonly hosts: Map<string, Host>;
  readonly taskDefinitions: Map<string, TaskDefinition>;
  readonly services: Map<string, Service>;
  readonly tasks: Map<string, Task>;
  /** The same tasks by service ARN and by container instance ARN. */
  readonly tasksOf: Map<string, Set<Task>>;
  readonly loadBalancers: Map<string, LoadBalancer>;
  readonly listeners: Map<string, Listener>;
  readonly rules: Map<string, Rule>;
  readonly targetGroups: Map<string, TargetGroup>;
  readonly databases: Map<string, Database>;
  readonly volumes: Map<string, Volume>;
  /** Files of a host folder, by `<id of its instance or volume>:<path>`: they outlive tasks, and go with the instance or volume. */
  readonly folders: Map<string, Map<string, string>>;
  readonly logGroups: LogGroups;
}

/** An ECS cluster; its ARN tells region and account. */
export interface Cluster {
  readonly arn: string;
  readonly name: string;
  readonly tags: Tags;
}

/** EC2's words. */
export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** A machine, from RunInstances to well after its termination. */
export interface Instance {
  readonly id: string;
  readonly region: string;
  readonly zone: string;
  readonly type: string;
  readonly subnet: string;
  readonly groups: readonly string[];
  /** Its own since it was started; a machine that is off has none. */
  publicIp: string | undefined;
  /** Whether it gets one at each start. */
  readonly isPublic: boolean;
  readonly profile: boolean;
  /** Decoded. */
  readonly userData: string;
  /** Text files outside the folders, by path: those that user data wrote, as scripts left them. They outlive a reboot. */
  readonly files: Map<string, string>;
  tags: Tags;
  state: InstanceState;
  check: 'initializing' | 'ok' | 'impaired';
  /** Counts boots: timers of an earlier boot do nothing. */
  boot: number;
  /** Why its agent did not register, for `GET /_local/state`. */
  trouble: string | undefined;
}

/** An EBS volume. */
export interface Volume {
  readonly id: string;
  /** Undefined where nobody looks at it. */
  readonly zone: string | undefined;
  /** Where it is attached. */
  instance: string | undefined;
}

/** A container instance: an instance whose agent registered in a cluster. */
export interface Host {
  readonly arn: string;
  readonly cluster: string;
  readonly instanceId: string;
  attributes: Readonly<Record<string, string>>;
  readonly cpu: number;
  readonly memory: number;
  /** Network interfaces for awsvpc tasks. */
  readonly interfaces: number;
  readonly registeredAt: Date;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  connected: boolean;
  /** Images already pulled. */
  readonly images: Set<string>;
}

/** As RegisterTaskDefinition takes it, as far as it matters here. */
export interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly essential?: boolean;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly portMappings?: readonly { readonly containerPort: number }[];
  readonly mountPoints?: readonly {
    readonly sourceVolume: string;
    readonly containerPath: string;
    readonly readOnly?: boolean;
  }[];
  readonly dependsOn?: readonly { readonly containerName: string; readonly condition: string }[];
  readonly healthCheck?: unknown;
  readonly logConfiguration?: { readonly logDriver?: string; readonly options?: Readonly<Record<string, string>> };
}

/** One revision; CPU in units of 1/1024, memory in MiB, undefined where only the containers say. */
export interface TaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly containers: readonly ContainerDefinition[];
  readonly volumes: readonly { readonly name: string; readonly host?: { readonly sourcePath?: string } }[];
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
  readonly executionRole: string | undefined;
  readonly tags: Tags;
}

/** One wish for what a service should run. */
export interface Deployment {
  readonly id: string;
  readonly taskDefinition: string;
  readonly createdAt: Date;
  failed: number;
  /** Failed starts in a row, for the growing pause between them. */
  failedInRow: number;
}

/** A service and where its scheduler stands. */
export interface Service {
  readonly arn: string;
  readonly name: string;
  readonly cluster: string;
  readonly constraints: readonly { readonly type: string; readonly expression?: string }[];
  subnets: readonly string[];
  readonly groups: readonly string[];
  readonly targets: readonly {
    readonly targetGroupArn: string;
    readonly containerName: string;
    readonly containerPort: number;
  }[];
  readonly gracePeriod: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly propagateTags: string;
  /** What was asked for and moto forgets, as DescribeServices shows it. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tags: Tags;
  readonly createdAt: Date;
  desired: number;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  /** Newest first; the first is PRIMARY. */
  deployments: Deployment[];
  /** Newest first, at most 100, as ECS keeps them. */
  events: { readonly id: string; readonly createdAt: Date; readonly message: string }[];
  /** Whether a pause after failed starts is running. */
  paused: boolean;
}

/** ECS's words, in the order a task lives through them. */
export type TaskStatus =
  'PROVISIONING' | 'PENDING' | 'ACTIVATING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

/** A container of a task. */
export interface ContainerRun {
  readonly definition: ContainerDefinition;
  status: 'PENDING' | 'RUNNING' | 'STOPPED';
  exitCode: number | undefined;
  /** Why it ended, where the agent knows more than the code. */
  reason?: string;
  /** The process answers on its port. */
  listening: boolean;
  /** What it waits for, for `GET /_local/state`. */
  waitsFor: string | undefined;
}

/** A task, until an hour after it stopped. */
export interface Task {
  readonly arn: string;
  readonly cluster: string;
  readonly service: string | undefined;
  readonly group: string;
  readonly deployment: string;
  readonly definition: TaskDefinition;
  readonly host: string;
  readonly ip: string;
  readonly subnet: string;
  readonly groups: readonly string[];
  readonly tags: Tags;
  readonly createdAt: Date;
  readonly containers: readonly ContainerRun[];
  /** Values of `secrets` as the agent resolved them at the start. */
  secrets: Readonly<Record<string, string>>;
  /** What its first container picked for the others, see lifecycle/seat-values.ts. */
  values: Readonly<Record<string, string>>;
  status: TaskStatus;
  desired: 'RUNNING' | 'STOPPED';
  health: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
  startedAt: Date | undefined;
  pullStartedAt: Date | undefined;
  pullStoppedAt: Date | undefined;
  stoppingAt: Date | undefined;
  stoppedAt: Date | undefined;
  stopCode: string | undefined;
  stoppedReason: string | undefined;
}

/** What the data plane adds to an RDS instance: the time it takes. */
export interface Database {
  readonly id: string;
  readonly region: string;
  status: 'creating' | 'available';
}

/** An account in which nothing was ever called. */
export const emptyWorld = (): World => ({
  clusters: new Map(),
  instances: new Map(),
  hosts: new Map(),
  taskDefinitions: new Map(),
  services: new Map(),
  tasks: new Map(),
  tasksOf: new Map(),
  loadBalancers: new Map(),
  listeners: new Map(),
  rules: new Map(),
  targetGroups: new Map(),
  databases: new Map(),
  volumes: new Map(),
  folders: new Map(),
  logGroups: new Map(),
});

/** Adds a task and its entries in the index. */
export function addTask(world: World, task: Task): void {
  world.tasks.set(task.arn, task);
  for (const owner of [task.service, task.host]) {
    if (owner === undefined) continue;
    const set = world.tasksOf.get(owner) ?? new Set();
    world.tasksOf.set(owner, set.add(task));
  }
}

/** Removes a task and its entries in the index. */
export function removeTask(world: World, task: Task): void {
  world.tasks.delete(task.arn);
  for (const owner of [task.service, task.host]) {
    if (owner !== undefined) world.tasksOf.get(owner)?.delete(task);
  }
}

/** Tasks of a service or on a container instance that are not stopped. */
export const livingTasks = (world: World, owner: string): Task[] =>
  [...(world.tasksOf.get(owner) ?? [])].filter((task) => task.status !== 'STOPPED');
