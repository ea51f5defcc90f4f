import { randomUUID } from 'node:crypto';
import { besideCluster, hexId, lastPart, regionOf } from '../model/arn';
import {
  addTask,
  livingTasks,
  type Deployment,
  type Host,
  type Service,
  type Task,
  type TaskDefinition,
} from '../model/world';
import { nextAddress } from './addresses';
import { evaluate } from './placement';
import type { Plane } from './plane';
import { startTask, stopTask } from './task';

/** ECS pauses between failed starts, doubling up to 27 minutes. */
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 27 * 60;

/** Brings a service nearer to what it should be: stops what is too much or old, starts what is missing. */
export async function reconcile(plane: Plane, service: Service): Promise<void> {
  const tasks = livingTasks(plane.world, service.arn);
  const primary = service.deployments[0];
  const desired = service.status === 'ACTIVE' ? service.desired : 0;
  if (service.status === 'DRAINING' && tasks.length === 0) return end(plane, service);
  const wanted = tasks.filter((t) => t.desired === 'RUNNING');
  const current = wanted.filter((t) => t.deployment === primary?.id);
  const old = wanted.filter((t) => t.deployment !== primary?.id);
  const running = wanted.filter((t) => t.status === 'RUNNING').length;

  const atLeast = Math.ceil((desired * service.minimumHealthyPercent) / 100);
  const atMost = Math.max(1, Math.floor((desired * service.maximumPercent) / 100));

  let mayStop = Math.max(0, running - atLeast);
  for (const task of [...old, ...current.slice(desired)]) {
    const surplus = desired === 0 || task.status !== 'RUNNING' || mayStop > 0;
    if (!surplus) continue;
    if (task.status === 'RUNNING') mayStop--;
    stopTask(plane, task, 'ServiceSchedulerInitiated', `Scaling activity initiated by (deployment ${primary?.id})`);
    say(service, `(service ${service.name}) has stopped 1 running tasks: (task ${lastPart(task.arn)}).`);
  }

  if (primary && desired > 0 && !service.paused) {
    const missing = Math.min(desired - current.length, atMost - tasks.length);
    for (let i = 0; i < missing; i++) {
      if (!(await place(plane, service, primary))) break;
    }
  }
  settle(service, current, desired);
}

/** AWS shows a deleted service for a while. */
const SHOWN = 3600;

function end(plane: Plane, service: Service): void {
  service.status = 'INACTIVE';
  plane.clock.after(SHOWN, () => {
    if (plane.world.services.get(service.arn) === service) plane.world.services.delete(service.arn);
  });
}

function settle(service: Service, current: readonly Task[], desired: number): void {
  const running = current.filter((t) => t.status === 'RUNNING').length;
  if (desired === 0 || running < desired) return;
  const primary = service.deployments[0];
  if (primary) primary.failedInRow = 0;
  service.deployments = service.deployments.slice(0, 1);
  const steady = `(service ${service.name}) has reached a steady state.`;
  if (service.events[0]?.message !== steady) say(service, steady);
}

/** Starts one task where one fits; otherwise says why none does. Also pauses after failed starts. */
async function place(plane: Plane, service: Service, deployment: Deployment): Promise<boolean> {
  const definition = plane.world.taskDefinitions.get(deployment.taskDefinition);
  if (!definition) return false;
  if (deployment.failedInRow > 0) {
    pause(plane, service, deployment);
    if (service.paused) return false;
  }
  const { subnets } = await plane.facts.network(regionOf(service.cluster));
  const zones = new Set(service.subnets.flatMap((id) => subnets.get(id)?.zone ?? []));
  const found = findHost(plane, service, definition, zones);
  if (typeof found === 'string') {
    const message = `(service ${service.name}) was unable to place a task because no container instance met all of its requirements. ${found}`;
    if (service.events[0]?.message !== message) say(service, message);
    return false;
  }
  const task = await makeTask(plane, service, deployment, definition, found);
  say(service, `(service ${service.name}) has started 1 tasks: (task ${lastPart(task.arn)}).`);
  startTask(plane, task, found);
  return true;
}

/** Failed starts after which the pause was already kept, by deployment. */
const served = new WeakMap<Deployment, number>();

function pause(plane: Plane, service: Service, deployment: Deployment): void {
  if (served.get(deployment) === deployment.failedInRow) return;
  const failures = deployment.failedInRow;
  served.set(deployment, failures);
  service.paused = true;
  if (failures > 1) {
    say(
      service,
      `(service ${service.name}) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
    );
  }
  plane.clock.after(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1)), () => {
    service.paused = false;
    plane.reconcile(service.arn);
  });
}

/** The host a task fits on, or in AWS's words why there is none. */
function findHost(
  plane: Plane,
  service: Service,
  definition: TaskDefinition,
  zones: ReadonlySet<string>,
): Host | string {
  const hosts = [...plane.world.hosts.values()].filter((h) => h.cluster === service.cluster && h.status === 'ACTIVE');
  if (hosts.length === 0) return 'Reason: No Container Instances were found in your cluster.';
  let closest: { host: Host; why: string; rank: number } | undefined;
  for (const host of hosts) {
    const failed = whyNot(plane, service, definition, host, zones);
    if (!failed) return host;
    if (!closest || failed.rank > closest.rank) closest = { host, ...failed };
  }
  return `The closest matching (container-instance ${lastPart(closest!.host.arn)}) ${closest!.why}.`;
}

/** What keeps the task off the host; `rank` grows with how near it came. */
function whyNot(
  plane: Plane,
  service: Service,
  definition: TaskDefinition,
  host: Host,
  zones: ReadonlySet<string>,
): { why: string; rank: number } | undefined {
  for (const constraint of service.constraints) {
    if (constraint.type !== 'memberOf') continue;
    const attribute = (name: string) => (name === 'ec2InstanceId' ? host.instanceId : host.attributes[name]);
    const fits = evaluate(constraint.expression ?? '', attribute);
    if (fits === undefined)
      return { why: `has an expression this local AWS does not support: "${constraint.expression}"`, rank: 0 };
    if (!fits) return { why: 'encountered error "MemberOf placement constraint unsatisfied."', rank: 0 };
  }
  // A task's interface lies in the zone of its host.
  if (zones.size > 0 && !zones.has(host.attributes['ecs.availability-zone'] ?? ''))
    return { why: 'is in another zone than the subnets of the service', rank: 1 };
  if (!host.connected || plane.hung.has(host.instanceId)) return { why: 'encountered error "AGENT"', rank: 1 };
  const used = usedOn(plane, host);
  if (host.interfaces - used.tasks < 1) return { why: 'encountered error "RESOURCE:ENI"', rank: 4 };
  if (host.cpu - used.cpu < cpuOf(definition)) return { why: 'has insufficient CPU units available', rank: 3 };
  if (host.memory - used.memory < memoryOf(definition)) return { why: 'has insufficient memory available', rank: 2 };
  return undefined;
}

/** What tasks that are not stopped hold of a host. */
export function usedOn(plane: Plane, host: Host): { tasks: number; cpu: number; memory: number } {
  const tasks = livingTasks(plane.world, host.arn);
  return {
    tasks: tasks.length,
    cpu: tasks.reduce((sum, t) => sum + cpuOf(t.definition), 0),
    memory: tasks.reduce((sum, t) => sum + memoryOf(t.definition), 0),
  };
}

const cpuOf = (d: TaskDefinition): number => d.cpu ?? d.containers.reduce((sum, c) => sum + (c.cpu ?? 0), 0);
const memoryOf = (d: TaskDefinition): number =>
  d.memory ?? d.containers.reduce((sum, c) => sum + (c.memoryReservation ?? c.memory ?? 0), 0);

async function makeTask(
  plane: Plane,
  service: Service,
  deployment: Deployment,
  definition: TaskDefinition,
  host: Host,
): Promise<Task> {
  const instance = plane.world.instances.get(host.instanceId);
  const network = await plane.facts.network(regionOf(service.cluster));
  const subnet = nearestSubnet(service.subnets, instance?.subnet, (id) => network.subnets.has(id));
  const tags =
    service.propagateTags === 'SERVICE'
      ? service.tags
      : service.propagateTags === 'TASK_DEFINITION'
        ? definition.tags
        : {};
  const task: Task = {
    arn: besideCluster(service.cluster, 'task', hexId(32)),
    cluster: service.cluster,
    service: service.arn,
    group: `service:${service.name}`,
    deployment: deployment.id,
    definition,
    host: host.arn,
    ip: nextAddress(plane.world, network.subnets.get(subnet)?.cidr ?? '10.0.0.0/16'),
    subnet,
    groups: service.groups,
    tags,
    createdAt: new Date(),
    containers: definition.containers.map((c) => ({
      definition: c,
      status: 'PENDING',
      exitCode: undefined,
      listening: false,
      waitsFor: undefined,
    })),
    secrets: {},
    values: {},
    status: 'PROVISIONING',
    desired: 'RUNNING',
    health: 'UNKNOWN',
    startedAt: undefined,
    pullStartedAt: undefined,
    pullStoppedAt: undefined,
    stoppingAt: undefined,
    stoppedAt: undefined,
    stopCode: undefined,
    stoppedReason: undefined,
  };
  addTask(plane.world, task);
  return task;
}

/** The interface lies in a subnet of the service, in the host's own where that is one of them. */
function nearestSubnet(subnets: readonly string[], own: string | undefined, exists: (id: string) => boolean): string {
  if (own !== undefined && (subnets.length === 0 || subnets.includes(own))) return own;
  return subnets.find(exists) ?? subnets[0] ?? own ?? '';
}

/** Adds an event to the service, as DescribeServices shows them. */
export function say(service: Service, message: string): void {
  service.events.unshift({ id: randomUUID(), createdAt: new Date(), message });
  service.events.length = Math.min(service.events.length, 100);
}
