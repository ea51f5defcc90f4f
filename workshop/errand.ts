import { ARCHIVE_DAYS } from './ports/archive';
import type { MessagePlace } from './operation';
import type { Problem } from './problems';

/** `collect`: participants' work into the archive. `push`: a file into every seat's folder. */
export type ErrandKind = 'collect' | 'push';

/** Something that is done once on the hosts of many seats. `draft`: shown to whoever wants it, and not begun. */
export interface Errand {
  readonly id: string;
  readonly workshopId: string;
  readonly kind: ErrandKind;
  /** Slack user. */
  readonly by: string;
  readonly state: 'draft' | 'running' | 'ended';
  readonly createdAt: Date;
  readonly endedAt: Date | undefined;
  /** What a push brings. */
  readonly file: PushedFile | undefined;
  /** Why none of it could be done. */
  readonly problem: Problem | undefined;
  /** The Slack message that shows how far it is. */
  readonly message: MessagePlace | undefined;
}

export interface PushedFile {
  /** Below a seat's folder, with slashes: `week-1/lesson.ipynb`. */
  readonly path: string;
  readonly bytes: number;
  /** By which it is kept until it is pushed. */
  readonly key: string;
}

/** One seat of an errand. */
export interface ErrandSeat {
  readonly no: number;
  /** Participant who sat there when it began. */
  readonly owner: string | undefined;
  readonly state: 'due' | 'done' | 'failed';
  readonly outcome: Collected | Pushed | undefined;
  readonly problem: Problem | undefined;
  readonly endedAt: Date | undefined;
}

/** What the archive of a seat holds. */
export interface Collected {
  /** Packed. */
  readonly bytes: number;
  readonly files: number;
  /** Files that were left out, as too large or closed to whoever packs, and the first of them by name. */
  readonly omitted: number;
  readonly left: readonly string[];
}

/** What became of a file in a seat's folder: `beside` names the new one where theirs was kept. */
export interface Pushed {
  readonly how: 'new' | 'updated' | 'had' | 'kept' | 'deleted';
  readonly beside: string | undefined;
}

/** The newest archive of a seat. */
export interface ArchivedSeat {
  readonly no: number;
  readonly owner: string | undefined;
  readonly at: Date;
  readonly collected: Collected;
}

/** US dollars for a GB and month of S3, in its dearer regions. */
const GB_MONTH = 0.025;
const DAY_MS = 86_400_000;

/** Until when S3 keeps an archive. */
export const keptUntil = ({ at }: Pick<ArchivedSeat, 'at'>): Date => new Date(at.getTime() + ARCHIVE_DAYS * DAY_MS);

/** Collected work that stays when its workshop is gone: of how many seats, until when all of it is deleted, and for how many US dollars. */
export interface Stay {
  readonly seats: number;
  /** ISO. */
  readonly until: string;
  readonly dollars: number;
}

export function stayOf(archives: readonly ArchivedSeat[]): Stay | undefined {
  if (archives.length === 0) return undefined;
  const bytes = archives.reduce((sum, { collected }) => sum + collected.bytes, 0);
  const until = new Date(Math.max(...archives.map((each) => keptUntil(each).getTime())));
  return {
    seats: archives.length,
    until: until.toISOString(),
    dollars: (bytes / 1e9) * GB_MONTH * (ARCHIVE_DAYS / 30),
  };
}

export const isCollected = (outcome: Collected | Pushed | undefined): outcome is Collected =>
  outcome !== undefined && 'bytes' in outcome;
export const isPushed = (outcome: Collected | Pushed | undefined): outcome is Pushed =>
  outcome !== undefined && 'how' in outcome;
