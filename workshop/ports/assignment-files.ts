import type { Workshop, WorkshopSpec } from '../workshop';

/** The files every seat finds in its folder. Throws ProblemError where they are missing, too many, or AWS refuses. */
export interface AssignmentFiles {
  /** What there is to upload; creates nothing. */
  check(spec: WorkshopSpec): Promise<FileCount>;
  /** Makes the workshop's bucket hold exactly these files, sending only what changed; `network` must stand. */
  upload(workshop: Workshop, signal: AbortSignal): Promise<FileCount>;
}

export interface FileCount {
  readonly files: number;
  readonly bytes: number;
}
