import type { OperationKind, OperationState } from './operation';
import type { Problem } from './problems';
import type { SeatState } from './seat';

/** What happened, as stored in the append-only record and told to listeners. Holds no credential. */
export type UsherEvent = { readonly workshopId: string; /** Slack user, or `usher`. */ readonly actor: string } & (
  | { readonly type: 'workshop-created'; readonly name: string; readonly seats: number }
  | { readonly type: 'workshop-opened'; readonly room: string }
  /** After a destroy AWS was asked what still carries the workshop's tags: ARNs. */
  | { readonly type: 'workshop-swept'; readonly operationId: string; readonly leftovers: readonly string[] }
  | { readonly type: 'workshop-destroyed' }
  | { readonly type: 'operation-started'; readonly operationId: string; readonly kind: OperationKind }
  /** Steps or seats of the operation changed: whoever shows it should look again. Emitted, not recorded. */
  | { readonly type: 'operation-progress'; readonly operationId: string }
  | { readonly type: 'step-ended'; readonly operationId: string; readonly stack: string; readonly problem?: Problem }
  /** The assignment files are in the workshop's bucket. */
  | { readonly type: 'files-uploaded'; readonly operationId: string; readonly files: number; readonly bytes: number }
  | { readonly type: 'seat-failed'; readonly operationId: string; readonly no: number; readonly problem: Problem }
  | {
      readonly type: 'operation-ended';
      readonly operationId: string;
      readonly kind: OperationKind;
      readonly state: OperationState;
    }
  | { readonly type: 'seat-claimed'; readonly no: number; readonly userId: string }
  | { readonly type: 'seat-changed'; readonly no: number; readonly state: SeatState }
  | { readonly type: 'app-restarted'; readonly no: number; readonly app: string }
  /** The health sweep found seats ill, or well again; `seats` is empty where it concerns Usher's own way to AWS. */
  | {
      readonly type: 'incident-opened' | 'incident-ended';
      readonly incidentId: string;
      readonly key: string;
      readonly seats: readonly number[];
    }
  | {
      readonly type: 'help-asked' | 'help-added' | 'help-taken' | 'help-done';
      readonly requestId: string;
      readonly no: number;
    }
);

export type RecordedEvent = UsherEvent & { readonly id: number; readonly at: Date };

export type EventListener = (event: UsherEvent) => void;
