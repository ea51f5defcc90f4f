import { readMount } from '../model/mounts';
import type { Instance, World } from '../model/world';
import type { Plane } from './plane';

/** What a host's folder lives on: the volume that is mounted there, else the instance itself. */
export function homeOf(world: World, instanceId: string, folder: string): string {
  const instance = world.instances.get(instanceId);
  const mount = instance && readMount(instance.userData);
  if (!mount || !`${folder}/`.startsWith(`${mount.folder}/`)) return instanceId;
  return world.volumes.get(mount.volume)?.instance === instanceId ? mount.volume : instanceId;
}

/** What the user data of an instance still waits for, in one sentence; undefined when it can end. */
export function whyUnmounted(world: World, instance: Instance): string | undefined {
  const mount = readMount(instance.userData);
  if (!mount || world.volumes.get(mount.volume)?.instance === instance.id) return undefined;
  return `Its user data waits for ${mount.volume}, which is not attached to it.`;
}

/** Takes a volume off its instance; what is on it stays. */
export function detachVolume(plane: Plane, volumeId: string): void {
  const volume = plane.world.volumes.get(volumeId);
  if (volume) volume.instance = undefined;
}

/** Deletes a volume and all that is on it. */
export function deleteVolume(plane: Plane, volumeId: string): void {
  plane.world.volumes.delete(volumeId);
  loseFolders(plane.world, volumeId);
}

/** Forgets every folder that lived on an instance or a volume. */
export function loseFolders(world: World, home: string): void {
  for (const key of world.folders.keys()) if (key.startsWith(`${home}:`)) world.folders.delete(key);
}
