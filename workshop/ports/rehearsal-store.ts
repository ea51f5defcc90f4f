import type { Rehearsal, RehearsalReport } from '../rehearsal';
import type { Participant } from '../seat';

/** Rehearsals, and the people they invite: these are seen by nobody else, and give way to everybody. */
export interface RehearsalStore {
  get(operationId: string): Promise<Rehearsal | undefined>;
  note(operationId: string, report: RehearsalReport): Promise<void>;
  /** Somebody who claims a seat as participants do. */
  invite(workshopId: string, operationId: string): Promise<Participant>;
  /** Ids of those who still have their seat. */
  seated(operationId: string): Promise<ReadonlySet<string>>;
  /** Frees the seats of the people of this rehearsal, and of any that has ended, and forgets them. */
  dismiss(workshopId: string, operationId?: string): Promise<void>;
}
