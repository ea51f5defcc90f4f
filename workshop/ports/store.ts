/** What the domain needs of the world. Adapters live in infra/, store/ and handlers/; only bot/compose.ts joins them. */

import type { Jobs } from '../jobs';
import type { QuotaRequest, QuotaRequestState } from '../quota-request';
import type { WorkshopStore, CrewStore } from './workshop-store';
import type { SeatStore } from './seat-store';
import type { ParticipantStore, RosterDraftStore } from './participant-store';
import type { OperationStore } from './operation-store';
import type { ErrandStore } from './errand-store';
import type { EventStore } from './event-store';
import type { AnnouncementStore } from './announcement-store';
import type { HelpStore } from './help-store';
import type { ReceiptStore } from './receipt-store';
import type { IncidentStore } from './incident-store';
import type { RehearsalStore } from './rehearsal-store';
import type { VenueStore } from './venue-store';

/** Workshops, seats, participants, operations and the record of events. Every method is one transaction. */
export interface Store {
  workshops: WorkshopStore;
  crew: CrewStore;
  seats: SeatStore;
  participants: ParticipantStore;
  rosterDrafts: RosterDraftStore;
  operations: OperationStore;
  events: EventStore;
  help: HelpStore;
  incidents: IncidentStore;
  announcements: AnnouncementStore;
  rehearsals: RehearsalStore;
  venues: VenueStore;
  errands: ErrandStore;
  homes: HomeStore;
  quotaRequests: QuotaRequestStore;
  receipts: ReceiptStore;
  signs: SignStore;
  jobs: Jobs;
  /** Whether other processes may have the same database open. */
  shared: boolean;
  /** Remembers an id of something Slack sent; false when it was seen within `forMs`, or the day that ids are kept. */
  firstSight(id: string, forMs?: number): Promise<boolean>;
  close(): Promise<void>;
}

export interface QuotaRequestStore {
  add(request: Omit<QuotaRequest, 'state' | 'askedAt'>): Promise<QuotaRequest>;
  /** Those AWS has not answered, oldest first. */
  pending(): Promise<QuotaRequest[]>;
  /** True for exactly one caller. */
  settle(id: string, state: QuotaRequestState): Promise<boolean>;
}

/** Who looks at the Home tab, so that whichever process speaks can keep it true. */
export interface HomeStore {
  opened(userId: string): Promise<void>;
  /** Slack users who opened theirs within a day, the latest first; some dozens at most. */
  recent(): Promise<string[]>;
}

/** Who was last there, and when. */
export interface SignStore {
  /** Undefined where there was no sign yet. */
  last(of: string): Promise<Date | undefined>;
  note(of: string, at: Date): Promise<void>;
}
