import type { Selectable } from 'kysely';
import type { RecordedEvent, UsherEvent } from '../workshop/events';
import type { HelpNote, HelpRequest } from '../workshop/help/request';
import type { Operation, Step } from '../workshop/operation';
import type { Participant, Seat } from '../workshop/seat';
import { DEFAULT_OPTIONS, type Workshop } from '../workshop/workshop';
import type { Incident } from '../workshop/watch/incident';
import type {
  EventTable,
  HelpNoteTable,
  HelpRequestTable,
  IncidentTable,
  OperationTable,
  ParticipantTable,
  SeatTable,
  StepTable,
  WorkshopTable,
} from './tables';
import { defined } from './values';

/** Rows as the domain's values. */

export function workshopOf(row: Selectable<WorkshopTable>): Workshop {
  const { joinPolicy, spec, ...rest } = defined(row, 'seq', 'name', 'told');
  // One that an earlier version made says nothing of choices that came later.
  return { ...rest, spec: { ...DEFAULT_OPTIONS, ...spec }, join: joinPolicy };
}

export function seatOf(row: Selectable<SeatTable>): Seat {
  return defined(row, 'replacedAt');
}

export function participantOf(row: Selectable<ParticipantTable>): Participant {
  return defined(row, 'seq', 'rehearsal');
}

export function operationOf(row: Selectable<OperationTable>): Operation {
  const { messageChannel, messageTs, ...rest } = defined(row, 'seq');
  const message =
    messageChannel === undefined || messageTs === undefined ? undefined : { channel: messageChannel, ts: messageTs };
  return { ...rest, message };
}

export function stepOf(row: Selectable<StepTable>): Step {
  return defined(row, 'takenAt', 'seenAt', 'replaceOrderedAt');
}

export function eventOf(row: Selectable<EventTable>): RecordedEvent {
  const { id, at, workshopId, actor, type, data } = row;
  return { ...data, id, at, workshopId, actor, type } as UsherEvent & { id: number; at: Date };
}

export function helpRequestOf(row: Selectable<HelpRequestTable>): HelpRequest {
  return defined(row, 'seq');
}

export function helpNoteOf(row: Selectable<HelpNoteTable>): HelpNote {
  return row;
}

export function incidentOf(row: Selectable<IncidentTable>): Incident {
  return defined(row, 'seq');
}
