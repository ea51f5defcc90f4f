import { lastPart } from '../model/arn';
import type { ContainerRun, Task } from '../model/world';
import type { Ailment, Plane } from './plane';
import { say } from './scheduler';
import { containerExits, stopTask } from './task';

/** Seconds from an app's first answer until its memory is used up, or its own health check has failed often enough. */
const SETS_IN = 30;

/** What the app of this task suffers from; undefined where nothing was ordered. */
export const ailmentOf = ({ ailing, world }: Plane, task: Task): Ailment | undefined =>
  ailing.get(world.services.get(task.service ?? '')?.name ?? '');

/** What the agent says of an image that it cannot get; undefined where it can. */
export const whyNoImage = (plane: Plane, task: Task): string | undefined =>
  ailmentOf(plane, task)?.from === 'image'
    ? `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${task.containers.at(-1)?.definition.image}: not found`
    : undefined;

/** The app of a task answers for the first time, and from here on suffers from what was ordered. */
export function suffer(plane: Plane, task: Task, run: ContainerRun): void {
  const from = ailmentOf(plane, task)?.from;
  if (from !== 'memory' && from !== 'health') return;
  plane.clock.after(SETS_IN, () => {
    if (task.desired !== 'RUNNING' || run.status !== 'RUNNING') return;
    if (from === 'memory') {
      run.reason = 'OutOfMemoryError: Container killed due to memory usage';
      return containerExits(plane, task, run, 137);
    }
    task.health = 'UNHEALTHY';
    const service = plane.world.services.get(task.service ?? '');
    if (service) say(service, `(service ${service.name}) (task ${lastPart(task.arn)}) failed container health checks.`);
    stopTask(plane, task, 'ServiceSchedulerInitiated', 'Task failed container health checks');
  });
}
