import type { ColumnType, Generated } from 'kysely';
import type { Diagnosis, HelpState, HelpWay, Picture, Place } from '../workshop/help/request';
import type { OperationKind, OperationState, RestartTarget, StepState } from '../workshop/operation';
import type { Problem } from '../workshop/problems';
import type { SeatState } from '../workshop/seat';
import type { Remedy } from '../workshop/watch/incident';
import type { JoinPolicy, WorkshopSpec, WorkshopState } from '../workshop/workshop';

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
  destroyedAt: MaybeMoment;
  ami: string | null;
  loadBalancers: ColumnType<string[], string | undefined, string>;
  rotation: Generated<number>;
}

export interface ParticipantTable {
  id: string;
  seq: Generated<number>;
  workshopId: string;
  userId: string;
  dmChannel: string | null;
  cardTs: string | null;
  owedCard: Generated<boolean>;
}

export interface SeatTable {
  workshopId: string;
  no: number;
  state: SeatState;
  detail: string | null;
  owner: string | null;
  assignedAt: MaybeMoment;
  spare: Generated<boolean>;
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
  messageChannel: string | null;
  messageTs: string | null;
  told: ColumnType<string[], string | undefined, string>;
  problem: MaybeJson<Problem>;
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

/** Every table, by its name in code; the database has the same in snake_case. */
export interface Tables {
  workshops: WorkshopTable;
  participants: ParticipantTable;
  seats: SeatTable;
  operations: OperationTable;
  steps: StepTable;
  events: EventTable;
  seenEvents: SeenEventTable;
  helpRequests: HelpRequestTable;
  helpNotes: HelpNoteTable;
  incidents: IncidentTable;
  healthMessages: HealthMessageTable;
}
