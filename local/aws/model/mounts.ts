/** A volume that user data waits for, and the folder it mounts it at. */
export interface Mount {
  readonly volume: string;
  readonly folder: string;
}

/** Undefined where the user data (decoded) mounts no EBS volume. */
export function readMount(userData: string): Mount | undefined {
  const volume = /^volume=["']?(vol-\w+)/m.exec(userData)?.[1];
  const folder = /^mount\s.*\s(\/\S+)$/m.exec(userData)?.[1];
  return volume === undefined || folder === undefined ? undefined : { volume, folder };
}
