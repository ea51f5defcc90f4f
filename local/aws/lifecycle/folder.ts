import type { Task } from '../model/world';
import type { Plane } from './plane';
import { homeOf } from './volumes';

/** Files of the host folder that the task mounts to write, shared by every task on the host that mounts the same; of the task alone where it mounts none. */
export function folderOf(plane: Plane, task: Task): Map<string, string> {
  const instance = plane.world.hosts.get(task.host)?.instanceId ?? '';
  const mounted = new Set(
    task.containers.flatMap((run) =>
      (run.definition.mountPoints ?? []).filter((m) => !m.readOnly).map((m) => m.sourceVolume),
    ),
  );
  const path = task.definition.volumes.find((v) => mounted.has(v.name) && v.host?.sourcePath)?.host?.sourcePath;
  const key = path === undefined ? `${instance}:${task.arn}` : `${homeOf(plane.world, instance, path)}:${path}`;
  const known = plane.world.folders.get(key);
  if (known) return known;
  const folder = new Map<string, string>();
  plane.world.folders.set(key, folder);
  return folder;
}
