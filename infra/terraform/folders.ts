import { join } from 'node:path';
import type { Workshop } from '../../workshop/workshop';
import type { StateBackend } from '../synth/request';

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
  bucket: { readonly name: string; readonly region: string } | undefined,
): StackFolders {
  const shared = join(dataDir, 'terraform');
  const key = `${workshop.spec.name}-${workshop.suffix}`;
  const folder = join(shared, key);
  return {
    shared,
    workshop: folder,
    stack: join(folder, stack),
    backend: bucket
      ? { kind: 's3', bucket: bucket.name, region: bucket.region, prefix: `usher/${key}` }
      : { kind: 'local', folder: join(folder, 'state') },
  };
}
