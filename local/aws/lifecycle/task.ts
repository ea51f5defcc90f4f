import { removeTask, type ContainerRun, type Host, type Service, type Task } from '../model/world';
import { whyNoImage } from './ail';
import { tell } from './logs';
import { latency } from './latencies';
import type { Plane } from './plane';
import { resolveSecrets } from './secrets';
import { startContainers } from './containers';
import { deregister, register } from './targets';

/** Walks a placed task from PROVISIONING to RUNNING; every step looks first whether the task is still wanted. */
export function startTask(plane: Plane, task: Task, host: Host): void {
  const { clock, world } = plane;
  const service = task.service === undefined ? undefined : world.services.get(task.service);
  const factor = (service && plane.slow.get(service.name)) ?? 1;
  const wanted = () => task.desired === 'RUNNING' && task.status !== 'STOPPED';

  clock.after(latency('interface', task.arn) * factor, () => {
    if (!wanted()) return;
    task.status = 'PENDING';
    void prepare().catch((error) => plane.report(error));
  });

  async function prepare(): Promise<void> {
    const resolved = await resolveSecrets(plane, task);
    if (!wanted()) return;
    if (typeof resolved === 'string') return failToStart(plane, task, resolved);
    task.secrets = resolved;
    task.pullStartedAt = new Date();
    const cached = task.containers.every((run) => host.images.has(run.definition.image));
    clock.after(latency(cached ? 'cachedPull' : 'pull', task.arn) * factor, () => {
      if (!wanted()) return;
      const missing = whyNoImage(plane, task);
      if (missing !== undefined) return failToStart(plane, task, missing);
      for (const run of task.containers) host.images.add(run.definition.image);
      task.pullStoppedAt = new Date();
      task.status = 'ACTIVATING';
      startContainers(plane, task, factor, {
        running() {
          if (!wanted()) return;
          task.status = 'RUNNING';
          task.startedAt = new Date();
          if (service) {
            register(plane, task, service);
            plane.reconcile(service.arn);
          }
        },
        failed: (reason) => failToStart(plane, task, reason),
      });
    });
  }
}

function failToStart(plane: Plane, task: Task, reason: string): void {
  countFailure(plane, task);
  stopTask(plane, task, 'TaskFailedToStart', reason);
}

function countFailure(plane: Plane, task: Task): void {
  const service = task.service === undefined ? undefined : plane.world.services.get(task.service);
  const deployment = service?.deployments.find((d) => d.id === task.deployment);
  if (!deployment) return;
  deployment.failed++;
  deployment.failedInRow++;
}

/** An essential container ends by itself. */
export function containerExits(plane: Plane, task: Task, run: ContainerRun, exitCode: number, reason?: string): void {
  tell(plane, task, run, { kind: 'crashed', reason: reason ?? `exited with code ${exitCode}` });
  run.status = 'STOPPED';
  run.exitCode = exitCode;
  run.listening = false;
  if (task.status !== 'RUNNING') countFailure(plane, task);
  stopTask(plane, task, 'EssentialContainerExited', reason ?? 'Essential container in task exited');
}

/**
 * Stops a task as ECS does: off the target group, drained, SIGTERM, interface detached. Where the agent is not
 * connected, or its host hangs, the wish is noted and nothing happens until the host is back or gone.
 */
export function stopTask(plane: Plane, task: Task, code: string, reason: string): void {
  const { clock, world } = plane;
  if (task.desired === 'STOPPED') return;
  task.desired = 'STOPPED';
  task.stoppingAt = new Date();
  task.stopCode = code;
  task.stoppedReason = reason;
  const host = world.hosts.get(task.host);
  if (!host?.connected || plane.hung.has(host.instanceId)) return;

  const service = task.service === undefined ? undefined : world.services.get(task.service);
  const served = task.status === 'RUNNING' && service !== undefined;
  const exited = code === 'EssentialContainerExited';
  task.status = 'DEACTIVATING';
  const drain = served ? deregister(plane, task, service) : 0;
  clock.after(exited ? 0 : drain, () => {
    if (task.status !== 'DEACTIVATING') return;
    task.status = 'STOPPING';
    for (const run of task.containers) if (run.listening) tell(plane, task, run, { kind: 'terminated' });
    clock.after(exited ? 0 : latency('stop', task.arn), () => {
      for (const run of task.containers) halt(run);
      if (task.status !== 'STOPPING') return;
      task.status = 'DEPROVISIONING';
      clock.after(latency('detach', task.arn), () => finishTask(plane, task, code, reason));
    });
  });
}

function halt(run: ContainerRun): void {
  if (run.status !== 'STOPPED') run.exitCode = run.status === 'RUNNING' ? 143 : undefined;
  run.status = 'STOPPED';
  run.listening = false;
  run.waitsFor = undefined;
}

/** The task is over, at once: also the end of the host it ran on. */
export function finishTask(plane: Plane, task: Task, code: string, reason: string): void {
  if (task.status === 'STOPPED') return;
  const service = task.service === undefined ? undefined : plane.world.services.get(task.service);
  if (service) forget(plane, task, service);
  for (const run of task.containers) halt(run);
  task.stopCode ??= code;
  task.stoppedReason ??= reason;
  task.stoppingAt ??= new Date();
  task.desired = 'STOPPED';
  task.status = 'STOPPED';
  task.health = 'UNKNOWN';
  task.stoppedAt = new Date();
  /** ECS shows stopped tasks for an hour. */
  plane.clock.after(3600, () => removeTask(plane.world, task));
  if (service) plane.reconcile(service.arn);
  // Others may have waited for its room.
  const host = plane.world.hosts.get(task.host);
  if (host?.status === 'ACTIVE') plane.reconcileCluster(host.cluster, host);
}

function forget(plane: Plane, task: Task, service: Service): void {
  for (const { targetGroupArn, containerPort } of service.targets) {
    const targets = plane.world.targetGroups.get(targetGroupArn)?.targets;
    const key = `${task.ip}:${containerPort}`;
    if (targets?.get(key)?.task === task.arn) targets.delete(key);
  }
}
