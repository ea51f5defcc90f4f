import { lastPart } from '../model/arn';
import type { TargetGroup } from '../model/balancers';
import type { Task } from '../model/world';
import type { Plane } from './plane';
import { say } from './scheduler';
import { stopTask } from './task';

/** ECS replaces a task that fails the load balancer's checks, once the service's grace period is over. */
export function onUnhealthy(plane: Plane, task: Task, group: TargetGroup): void {
  const service = plane.world.services.get(task.service ?? '');
  if (!service) return;
  const still = () =>
    task.status === 'RUNNING' &&
    task.desired === 'RUNNING' &&
    [...group.targets.values()].some((t) => t.task === task.arn && t.state === 'unhealthy');
  const target = [...group.targets.values()].find((one) => one.task === task.arn);
  const why = target?.description ? ` due to (reason ${target.description})` : '';
  say(service, `(service ${service.name}) (port ${target?.port}) is unhealthy in (target-group ${group.arn})${why}.`);
  const grace = Math.max(0, service.gracePeriod - ageOf(plane, task));
  plane.clock.after(grace, () => {
    if (!still()) return;
    const where = `(target-group ${group.arn})`;
    say(service, `(service ${service.name}) (task ${lastPart(task.arn)}) failed ELB health checks in ${where}.`);
    stopTask(plane, task, 'ServiceSchedulerInitiated', `Task failed ELB health checks in ${where}`);
  });
}

/** AWS seconds since the task runs. */
const ageOf = (plane: Plane, task: Task): number =>
  task.startedAt ? ((Date.now() - task.startedAt.getTime()) / 1000) * plane.clock.speed : 0;
