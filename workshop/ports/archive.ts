import type { Workshop } from '../workshop';

/** Days that what was collected is kept; then S3 deletes it by itself. */
export const ARCHIVE_DAYS = 30;
/** The most that the archive of one seat may have, packed; and the largest file that is packed into it. */
export const ARCHIVE_MEBIBYTES = 1_024;
export const LARGEST_FILE_MEBIBYTES = 200;
/** Seconds in which a host may put its archive: as long as it may take to be told and to pack. */
export const UPLOAD_SECONDS = 1_500;

/** A place for participants' work that outlives their workshop. Throws ProblemError where AWS refuses. */
export interface Archive {
  /** Makes the place where it is missing; to be called before addresses for uploads are asked for. */
  open(workshop: Workshop): Promise<void>;
  /** An address to which the host of a seat puts its archive, in place of an earlier one. A secret of some minutes. */
  uploadUrl(workshop: Workshop, no: number): Promise<string>;
  /** An address from which the archive of a seat comes, and until when it works: a week, or less where the credentials end before. */
  link(workshop: Workshop, no: number): Promise<ArchiveLink>;
}

/** Whoever has the address has the archive: it belongs into one person's direct messages. */
export interface ArchiveLink {
  readonly url: string;
  readonly until: Date;
}
