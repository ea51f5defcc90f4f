import type { ColumnType, Generated } from 'kysely';
import type { Announcement, Audience, Recipient } from '../workshop/announcement';
import type { Collected, Errand, ErrandKind, ErrandSeat, Pushed, PushedFile } from '../workshop/errand';
import type { Diagnosis, HelpState, HelpWay, Picture, Place } from '../workshop/help/request';
import type { RealCost } from '../workshop/ports/cost-report';
import type {
  MessagePlace,
  OperationKind,
  OperationState,
  RestartTarget,
  Scaling,
  StepState,
} from '../workshop/operation';
import type { Placement } from '../workshop/ports/provisioner';
import type { Problem } from '../workshop/problems';
import type { ReceiptBody } from '../workshop/receipt';
import type { Role } from '../workshop/crew';
import type { QuotaRequestState } from '../workshop/quota-request';
import type { RehearsalReport } from '../workshop/rehearsal';
import type { RosterLine } from '../workshop/roster';
import type { News, SeatState } from '../workshop/seat';
import type { Venue } from '../workshop/venue/venue';
import type { JoinPolicy, Stretch, Workshop, WorkshopSpec, WorkshopState } from '../workshop/workshop';
import type { Remedy } from '../workshop/watch/incident';

/** A moment: read as Date, written as ISO text, which both engines understand. */
type Moment = ColumnType<Date, string | undefined, string>;
type MaybeMoment = ColumnType<Date | null, string | null | undefined, string | null>;
/** jsonb: read as a value, written as JSON text, since pg would turn an array into a PostgreSQL array. */
type Json<T> = ColumnType<T, string, string>;
type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

export interface WorkshopTable {
  id: string;
  /** Order of creation. */
  seq: Generated<number>;
  name: string;
  suffix: string;
  spec: Json<WorkshopSpec>;
  state: WorkshopState;
  crewChannel: string;
  room: string | null;
  joinPolicy: JoinPolicy;
  createdBy: string;
  createdAt: Moment;
  openedAt: MaybeMoment;
  endsAt: MaybeMoment;
  deployedAt: MaybeMoment;
  deploysAt: MaybeMoment;
  deploysBy: string | null;
  destroysBy: string | null;
  destroyedAt: MaybeMoment;
  ami: string | null;
  loadBalancers: ColumnType<string[], string | undefined, string>;
  rotation: Generated<number>;
  built: number | null;
  stretches: ColumnType<Stretch[], string | undefined, string>;
  startsAt: MaybeMoment;
  startsBy: string | null;
  opensAt: MaybeMoment;
  opensBy: string | null;
  closedAt: MaybeMoment;
  invitation: MaybeJson<NonNullable<Workshop['invitation']>>;
  told: ColumnType<string[], string | undefined, string>;
  priceLimit: number | null;
}

export interface CrewTable {
  workshopId: string;
  userId: string;
  role: Role;
  addedBy: string;
  addedAt: Moment;
}

export interface ParticipantTable {
  id: string;
  seq: Generated<number>;
  workshopId: string;
  userId: string | null;
  name: string | null;
  email: string | null;
  dmChannel: string | null;
  cardTs: string | null;
  owedCard: Generated<boolean>;
  listed: Generated<boolean>;
  waitingSince: MaybeMoment;
  arrivedAt: MaybeMoment;
  leavingAt: MaybeMoment;
  news: News | null;
  /** Operation whose rehearsal invited them. */
  rehearsal: string | null;
}

/** How often somebody tried the code of a workshop since then. */
export interface CodeTryTable {
  workshopId: string;
  userId: string;
  tries: number;
  since: Moment;
}

export interface SeatTable {
  workshopId: string;
  no: number;
  state: SeatState;
  detail: string | null;
  owner: string | null;
  assignedAt: MaybeMoment;
  spare: Generated<boolean>;
  placements: ColumnType<Placement[], string | undefined, string>;
  replacedAt: MaybeMoment;
}

export interface RosterDraftTable {
  id: string;
  workshopId: string;
  by: string;
  savedAt: Moment;
  lines: Json<readonly RosterLine[]>;
}

export interface OperationTable {
  id: string;
  seq: Generated<number>;
  workshopId: string;
  kind: OperationKind;
  state: OperationState;
  startedBy: string;
  startedAt: Moment;
  endedAt: MaybeMoment;
  target: MaybeJson<RestartTarget>;
  scaling: MaybeJson<Scaling>;
  messageChannel: string | null;
  messageTs: string | null;
  told: ColumnType<string[], string | undefined, string>;
  problem: MaybeJson<Problem>;
  cancelledBy: string | null;
}

export interface RehearsalTable {
  operationId: string;
  seats: number | null;
  stayMs: number;
  report: MaybeJson<RehearsalReport>;
}

export interface VenueTable {
  id: string;
  seq: Generated<number>;
  workshopId: string;
  by: string;
  seat: boolean;
  putUpAt: ColumnType<Date, string, string>;
  endsAt: ColumnType<Date, string, string>;
  address: string | null;
  goneAt: MaybeMoment;
  message: MaybeJson<NonNullable<Venue['message']>>;
}

export interface VenueCodeTable {
  venueId: string;
  userId: string;
  code: string;
  sentAt: ColumnType<Date, string, string>;
}

export interface StepTable {
  operationId: string;
  stack: string;
  state: StepState;
  done: Generated<number>;
  total: Generated<number>;
  foundation: Generated<boolean>;
  note: string | null;
  startedAt: MaybeMoment;
  endedAt: MaybeMoment;
  problem: MaybeJson<Problem>;
  worker: string | null;
  attempt: Generated<number>;
  /** When the attempt at work began. */
  takenAt: MaybeMoment;
  /** Its last sign of life. */
  seenAt: MaybeMoment;
  replace: ColumnType<number[], string | undefined, string>;
  replaceOrderedAt: MaybeMoment;
  /** The stack is taken away by it. */
  removes: Generated<boolean>;
}

export interface EventTable {
  id: Generated<number>;
  workshopId: string;
  at: Moment;
  actor: string;
  type: string;
  data: Json<Record<string, unknown>>;
}

export interface SeenEventTable {
  id: string;
  seenAt: Moment;
}

export interface AnnouncementTable {
  id: string;
  seq: Generated<number>;
  workshopId: string;
  by: string;
  text: string;
  audience: Json<Audience>;
  state: Generated<Announcement['state']>;
  createdAt: Moment;
}

export interface AnnouncementRecipientTable {
  announcementId: string;
  place: number;
  userId: string | null;
  no: number | null;
  state: Recipient['state'];
}

export interface HomeTabTable {
  userId: string;
  openedAt: Moment;
}

export interface QuotaRequestTable {
  id: string;
  seq: Generated<number>;
  workshopId: string;
  by: string;
  region: string;
  service: string;
  code: string;
  what: string;
  value: number;
  link: string;
  state: Generated<QuotaRequestState>;
  askedAt: Moment;
  endedAt: MaybeMoment;
}

export interface HelpRequestTable {
  id: string;
  seq: Generated<number>;
  workshopId: string;
  no: number;
  state: Generated<HelpState>;
  way: HelpWay;
  askedBy: string;
  askedAt: ColumnType<Date, string, string>;
  words: string;
  diagnosis: MaybeJson<Diagnosis>;
  takenBy: string | null;
  takenAt: MaybeMoment;
  doneBy: string | null;
  doneAt: MaybeMoment;
  message: MaybeJson<Place>;
  receipt: MaybeJson<Place>;
  told: ColumnType<string[], string | undefined, string>;
}

export interface HelpNoteTable {
  id: Generated<number>;
  requestId: string;
  at: ColumnType<Date, string, string>;
  by: string;
  words: string;
  pictures: Json<Picture[]>;
}

export interface IncidentTable {
  id: string;
  seq: Generated<number>;
  workshopId: string;
  key: string;
  says: string;
  ill: Json<number[]>;
  seats: Json<number[]>;
  apps: Json<string[]>;
  remedy: Remedy;
  restarts: Generated<number>;
  openedAt: ColumnType<Date, string, string>;
  endedAt: MaybeMoment;
  absorbed: Generated<boolean>;
  told: ColumnType<string[], string | undefined, string>;
}

export interface HealthMessageTable {
  workshopId: string;
  channel: string;
  ts: string;
  since: ColumnType<Date, string, string>;
}

export interface ReceiptTable {
  workshopId: string;
  body: Json<ReceiptBody>;
  message: MaybeJson<Place>;
  actual: MaybeJson<RealCost>;
  told: ColumnType<string[], string | undefined, string>;
}

export interface SignOfLifeTable {
  of: string;
  seenAt: ColumnType<Date, string, string>;
}

export interface ErrandTable {
  id: string;
  seq: Generated<number>;
  workshopId: string;
  kind: ErrandKind;
  by: string;
  state: Errand['state'];
  createdAt: Moment;
  endedAt: MaybeMoment;
  file: MaybeJson<PushedFile>;
  problem: MaybeJson<Problem>;
  message: MaybeJson<MessagePlace>;
  told: Generated<boolean>;
}

export interface ErrandSeatTable {
  errandId: string;
  no: number;
  owner: string | null;
  state: ColumnType<ErrandSeat['state'], ErrandSeat['state'] | undefined, ErrandSeat['state']>;
  outcome: MaybeJson<Collected | Pushed>;
  problem: MaybeJson<Problem>;
  endedAt: MaybeMoment;
  /** Whoever owned the seat was written to, or is being. */
  letter: Generated<boolean>;
}

/** Every table, by its name in code; the database has the same in snake_case. */
export interface Tables {
  workshops: WorkshopTable;
  crew: CrewTable;
  participants: ParticipantTable;
  codeTries: CodeTryTable;
  seats: SeatTable;
  rosterDrafts: RosterDraftTable;
  operations: OperationTable;
  steps: StepTable;
  rehearsals: RehearsalTable;
  venues: VenueTable;
  venueCodes: VenueCodeTable;
  events: EventTable;
  seenEvents: SeenEventTable;
  announcements: AnnouncementTable;
  announcementRecipients: AnnouncementRecipientTable;
  homeTabs: HomeTabTable;
  quotaRequests: QuotaRequestTable;
  helpRequests: HelpRequestTable;
  helpNotes: HelpNoteTable;
  incidents: IncidentTable;
  healthMessages: HealthMessageTable;
  receipts: ReceiptTable;
  signsOfLife: SignOfLifeTable;
  errands: ErrandTable;
  errandSeats: ErrandSeatTable;
}
