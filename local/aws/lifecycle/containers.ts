import type { ContainerRun, Task } from '../model/world';
import { suffer } from './ail';
import { deliverFiles } from './files';
import { tell, write } from './logs';
import { latency, type Latency } from './latencies';
import type { Plane } from './plane';
import { whyNoDatabase } from './database';
import { isPicker, pickValues } from './seat-values';
import { considerTask } from './targets';

/** What a start comes to. */
export interface Start {
  /** Every essential container runs. */
  running(): void;
  /** A container that another waits for ended badly. */
  failed(reason: string): void;
}

/** Starts a task's containers in the order of `dependsOn`. */
export function startContainers(plane: Plane, task: Task, factor: number, start: Start): void {
  const { clock } = plane;
  const begun = new Set<ContainerRun>();
  const awaited = new Set(
    task.containers.flatMap((run) =>
      (run.definition.dependsOn ?? [])
        .filter((d) => d.condition === 'COMPLETE' || d.condition === 'SUCCESS')
        .map((d) => d.containerName),
    ),
  );
  let told = false;
  plane.waiting.set(task.arn, advance);
  advance();

  function advance(): void {
    if (task.desired !== 'RUNNING' || task.status === 'STOPPED') {
      plane.waiting.delete(task.arn);
      return;
    }
    for (const run of task.containers) {
      if (!begun.has(run) && (run.definition.dependsOn ?? []).every(met)) begin(run);
    }
    for (const run of task.containers) {
      if (run.status === 'RUNNING' && awaited.has(run.definition.name))
        void tryToFinish(run).catch((error) => plane.report(error));
    }
    if (!told && task.containers.every((run) => begun.has(run) && (run.status !== 'PENDING' || !essential(run)))) {
      told = true;
      start.running();
    }
    if (
      task.containers.every((run) => begun.has(run) && (!awaited.has(run.definition.name) || run.status === 'STOPPED'))
    ) {
      plane.waiting.delete(task.arn);
    }
  }

  function met(dependency: { containerName: string; condition: string }): boolean {
    const other = task.containers.find((run) => run.definition.name === dependency.containerName);
    if (!other) return false;
    switch (dependency.condition) {
      case 'START':
        return begun.has(other);
      case 'HEALTHY':
        return other.listening;
      case 'SUCCESS':
        return other.status === 'STOPPED' && other.exitCode === 0;
      default:
        return other.status === 'STOPPED';
    }
  }

  function begin(run: ContainerRun): void {
    begun.add(run);
    run.status = 'RUNNING';
    if (awaited.has(run.definition.name)) {
      run.waitsFor = 'its own work';
      clock.after(latency('init', task.arn + run.definition.name) * factor, () => {
        void deliverFiles(plane, task, run)
          .catch((error: unknown) => plane.report(error))
          .finally(() => {
            run.waitsFor = undefined;
            advance();
          });
      });
      return;
    }
    clock.after(latency(startOf(run.definition.image), task.arn + run.definition.name) * factor, () => {
      if (run.status !== 'RUNNING' || task.desired !== 'RUNNING') return;
      run.listening = true;
      tell(plane, task, run, { kind: 'started', port: run.definition.portMappings?.[0]?.containerPort ?? 0 });
      if (run.definition.healthCheck) task.health = 'HEALTHY';
      suffer(plane, task, run);
      advance();
      void considerTask(plane, task).catch((error) => plane.report(error));
    });
  }

  function failed(run: ContainerRun, reason: string): void {
    run.status = 'STOPPED';
    run.exitCode = 1;
    write(plane, task, run, reason);
    start.failed(`${run.definition.name}: ${reason}`);
  }

  async function tryToFinish(run: ContainerRun): Promise<void> {
    if (run.waitsFor === 'its own work') return;
    if (isPicker(run)) {
      const picked = pickValues(plane, task, run);
      if (typeof picked === 'string') return failed(run, picked);
      task.values = picked;
      write(plane, task, run, `the values of seat ${picked['USHER_SEAT']} are there`);
    }
    const reason = await whyNoDatabase(plane, task, run);
    if (run.status !== 'RUNNING') return;
    if (reason !== undefined && run.waitsFor === undefined) write(plane, task, run, 'waiting for the database server');
    run.waitsFor = reason;
    if (reason !== undefined) return;
    const role = task.values['DATABASE_ROLE'];
    if (role !== undefined && !isPicker(run)) write(plane, task, run, `database ${role} is ready`);
    run.status = 'STOPPED';
    run.exitCode = 0;
    advance();
  }
}

const essential = (run: ContainerRun): boolean => run.definition.essential !== false;

function startOf(image: string): Latency {
  if (/airflow/.test(image)) return 'startAirflow';
  return /jupyter|notebook/.test(image) ? 'startJupyter' : 'start';
}
