import type { Workshop, WorkshopSpec } from '../workshop';

/** The files every seat finds in its folder. Throws ProblemError where they are missing, too many, or AWS refuses. */
export interface AssignmentFiles {
  /** What there is to upload; creates nothing. */
  check(spec: WorkshopSpec): Promise<FileCount>;
  /** Makes the workshop's bucket hold these files and those that were pushed, sending only what changed; `network` must stand. */
  upload(workshop: Workshop, signal: AbortSignal): Promise<FileCount>;
  /** Keeps a file that is to be pushed in the workshop's bucket, where no seat looks; `key` tells it from others. Returns its size. */
  stage(workshop: Workshop, key: string, source: FileToPush): Promise<number>;
  /** Puts a staged file among the assignment files, as `path`, and returns an address to fetch it from: a secret of some minutes. */
  publish(workshop: Workshop, key: string, path: string): Promise<string>;
}

/** `named`: one of the workshop's own assignment files as they are now, by its path. */
export type FileToPush = { readonly bytes: Uint8Array } | { readonly named: string };

export interface FileCount {
  readonly files: number;
  readonly bytes: number;
}
