import { readAssignments, readSeatFile } from '../model/user-data';
import type { ContainerRun, Task } from '../model/world';
import type { Plane } from './plane';

/** Whether a secret hands one seat's words to the container that picks: `SEAT_007`. */
export const isSeatSecret = (name: string): boolean => /^SEAT_\d+$/.test(name);

/** Whether the container is the one that picks, out of a batch's words, those of its host's seat. */
export const isPicker = (run: ContainerRun): boolean =>
  (run.definition.secrets ?? []).some(({ name }) => isSeatSecret(name));

/**
 * What such a container writes for the app of its task: the host's own seat.env, the words in the secret of that seat, and the app's
 * address as USHER_URL. No container runs here, so this is its script by other means; a text is why that would fail.
 */
export function pickValues(plane: Plane, task: Task, run: ContainerRun): Record<string, string> | string {
  const host = plane.world.hosts.get(task.host);
  const file = readSeatFile(plane.world.instances.get(host?.instanceId ?? '')?.files ?? new Map());
  if (file === undefined) return 'the user data of the host writes no seat.env';
  const own = readAssignments(file);
  const seat = own['USHER_SEAT'] ?? '';
  const app = task.containers.find(({ definition }) => definition.essential !== false)?.definition.name ?? '';
  const url = own[`USHER_URL_${app.toUpperCase()}`];
  if (url === undefined || url === '') return `seat.env of the host has no address of ${app}`;
  const given = (run.definition.secrets ?? []).some(({ name }) => name === `SEAT_${seat}`);
  if (!given) return `there are no words for the seat ${seat} of the host`;
  return { ...own, USHER_URL: url, ...readAssignments(task.secrets[`SEAT_${seat}`] ?? '') };
}
