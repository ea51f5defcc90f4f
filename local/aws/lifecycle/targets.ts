import { regionOf } from '../model/arn';
import type { LoadBalancer, Target, TargetGroup } from '../model/balancers';
import type { Service, Task } from '../model/world';
import { ailmentOf } from './ail';
import { admits, type Network } from './facts';
import type { Plane } from './plane';

/** Puts a running task's address into the target groups of its service. */
export function register(plane: Plane, task: Task, service: Service): void {
  for (const { targetGroupArn, containerPort } of service.targets) {
    const group = plane.world.targetGroups.get(targetGroupArn);
    if (!group) continue;
    group.targets.set(`${task.ip}:${containerPort}`, {
      ip: task.ip,
      port: containerPort,
      task: task.arn,
      state: 'initial',
      reason: 'Elb.InitialHealthChecking',
      description: 'Initial health checks in progress',
      heading: undefined,
    });
    void consider(plane, group).catch((error) => plane.report(error));
  }
}

/** Takes a task off its target groups; returns the seconds its connections may drain. */
export function deregister(plane: Plane, task: Task, service: Service): number {
  let longest = 0;
  for (const { targetGroupArn, containerPort } of service.targets) {
    const group = plane.world.targetGroups.get(targetGroupArn);
    const key = `${task.ip}:${containerPort}`;
    const target = group?.targets.get(key);
    if (!group || !target) continue;
    target.state = 'draining';
    target.reason = 'Target.DeregistrationInProgress';
    target.description = 'Target deregistration is in progress';
    longest = Math.max(longest, group.deregistrationDelay);
    plane.clock.after(group.deregistrationDelay, () => {
      if (group.targets.get(key) === target) group.targets.delete(key);
    });
  }
  return longest;
}

/** Looks at the targets of one task again. */
export async function considerTask(plane: Plane, task: Task): Promise<void> {
  const service = task.service === undefined ? undefined : plane.world.services.get(task.service);
  for (const { targetGroupArn } of service?.targets ?? []) {
    const group = plane.world.targetGroups.get(targetGroupArn);
    if (group) await consider(plane, group);
  }
}

/** Looks at every target again: something that decides about their health may have changed. */
export async function considerAll(plane: Plane): Promise<void> {
  for (const group of plane.world.targetGroups.values()) {
    if (group.targets.size > 0) await consider(plane, group);
  }
}

/** What the checks of a target find at present. */
const found = new WeakMap<Target, Failure | undefined>();

/**
 * Starts the health checks' way to what they would find: healthy or unhealthy after interval x threshold, unless the
 * finding changes before. One timer a change instead of one a check, so that a thousand seats cost nothing at rest.
 */
async function consider(plane: Plane, group: TargetGroup): Promise<void> {
  for (const target of group.targets.values()) {
    if (target.state === 'draining') continue;
    const failure = await whyUnhealthy(plane, group, target);
    const heading = failure ? 'unhealthy' : 'healthy';
    found.set(target, failure);
    if (failure && target.state === 'unhealthy') Object.assign(target, failure);
    if (target.state === heading || target.heading === heading) {
      if (target.state === heading) target.heading = undefined;
      continue;
    }
    target.heading = heading;
    const checks = failure ? group.check.unhealthy : group.check.healthy;
    plane.clock.after(group.check.interval * checks, () => {
      if (target.heading !== heading || target.state === 'draining') return;
      target.heading = undefined;
      target.state = heading;
      const last = found.get(target);
      target.reason = last?.reason;
      target.description = last?.description;
      onSettled(plane, group, target);
    });
  }
}

/** ECS stops a task whose target is unhealthy once its grace period is over. */
function onSettled(plane: Plane, group: TargetGroup, target: Target): void {
  const task = target.task === undefined ? undefined : plane.world.tasks.get(target.task);
  if (!task?.service) return;
  if (target.state === 'unhealthy') plane.unhealthy(task, group);
  plane.reconcile(task.service);
}

interface Failure {
  readonly reason: string;
  readonly description: string;
}

const TIMEOUT: Failure = { reason: 'Target.Timeout', description: 'Request timed out' };
const REFUSED: Failure = { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };

const mismatch = (status: number): Failure => ({
  reason: 'Target.ResponseCodeMismatch',
  description: `Health checks failed with these codes: [${status}]`,
});

/** What a health check of this target would find; undefined when it would pass. */
async function whyUnhealthy(plane: Plane, group: TargetGroup, target: Target): Promise<Failure | undefined> {
  const task = target.task === undefined ? undefined : plane.world.tasks.get(target.task);
  if (!task) return TIMEOUT;
  if (isHung(plane, task)) return TIMEOUT;
  const network = await plane.facts.network(regionOf(group.arn));
  const admitted = balancersOf(plane, group.arn).some((lb) => admits(network, task.groups, target.port, lb.groups));
  if (!admitted) return TIMEOUT;
  if (!answers(task, target.port)) return REFUSED;
  const ailment = ailmentOf(plane, task);
  return ailment?.from === 'status' ? mismatch(ailment.status) : undefined;
}

/** Whether the task's host is gone or answers nothing. */
export function isHung(plane: Plane, task: Task): boolean {
  const host = plane.world.hosts.get(task.host);
  const state = plane.world.instances.get(host?.instanceId ?? '')?.state;
  return host === undefined || state !== 'running' || plane.hung.has(host.instanceId);
}

/** Whether the load balancer gets through to the task at all. */
export const reaches = (network: Network, lb: LoadBalancer, task: Task, port: number): boolean =>
  admits(network, task.groups, port, lb.groups);

/** Whether a process of the task listens on the port. */
export const answers = (task: Task, port: number): boolean =>
  task.containers.some(
    (run) => run.listening && (run.definition.portMappings ?? []).some((mapping) => mapping.containerPort === port),
  );

/** Load balancers whose listeners or rules lead to the target group. */
export function balancersOf(plane: Plane, targetGroup: string): readonly LoadBalancer[] {
  const known = plane.routes.get(targetGroup);
  if (known) return known;
  const { listeners, rules, loadBalancers } = plane.world;
  const leads = (actions: readonly { targetGroup?: string | undefined }[]) =>
    actions.some((action) => action.targetGroup === targetGroup);
  const found = new Set<string>();
  for (const listener of listeners.values()) if (leads(listener.actions)) found.add(listener.loadBalancer);
  for (const rule of rules.values()) {
    const listener = listeners.get(rule.listener);
    if (listener && leads(rule.actions)) found.add(listener.loadBalancer);
  }
  const balancers = [...found].flatMap((arn) => loadBalancers.get(arn) ?? []);
  plane.routes.set(targetGroup, balancers);
  return balancers;
}
