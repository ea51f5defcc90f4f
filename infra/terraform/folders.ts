import { join } from 'node:path';
import type { Workshop } from '../../workshop/workshop';
import type { StateBucket } from '../state/clients';
import type { StateBackend } from '../synth/request';

/** What the keys of all states begin with in the state bucket. */
export const STATE_PREFIX = 'usher';

/** Where the files of one stack live under the data folder. */
export interface StackFolders {
  /** Mirror, plugin cache and CLI configuration for all stacks. */
  readonly shared: string;
  /** `terraform/<workshop>-<suffix>` */
  readonly workshop: string;
  /** The stack's working folder. */
  readonly stack: string;
  readonly backend: StateBackend;
}

export function foldersOf(
  dataDir: string,
  workshop: Workshop,
  stack: string,
  bucket: StateBucket | undefined,
): StackFolders {
  const shared = join(dataDir, 'terraform');
  const key = `${workshop.spec.name}-${workshop.suffix}`;
  const folder = join(shared, key);
  return {
    shared,
    workshop: folder,
    stack: join(folder, stack),
    backend: bucket
      ? { kind: 's3', bucket: bucket.name, region: bucket.region, prefix: `${STATE_PREFIX}/${key}` }
      : { kind: 'local', folder: join(folder, 'state') },
  };
}
