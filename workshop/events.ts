import type { OperationKind, OperationState, RestartTarget, Size } from './operation';
import type { ErrandKind } from './errand';
import type { Problem } from './problems';
import type { Placement } from './ports/provisioner';
import type { Role } from './crew';
import type { QuotaRequestState } from './quota-request';
import type { SeatState } from './seat';

/** What happened, as stored in the append-only record and told to listeners. Holds no credential. */
export type UsherEvent = { readonly workshopId: string; /** Slack user, or `usher`. */ readonly actor: string } & (
  | { readonly type: 'workshop-created'; readonly name: string; readonly seats: number }
  | { readonly type: 'workshop-opened'; readonly room?: string }
  | { readonly type: 'opening-planned'; /** ISO. */ readonly at: string }
  | { readonly type: 'workshop-closed' }
  /** No role: they are of the crew no longer. */
  | { readonly type: 'crew-changed'; readonly userId: string; readonly role?: Role }
  /** After a destroy, or a scale that took seats away, AWS was asked what of it still carries the workshop's tags: ARNs. */
  | { readonly type: 'workshop-swept'; readonly operationId: string; readonly leftovers: readonly string[] }
  /** Also before anything was deployed. */
  | { readonly type: 'workshop-scaled'; readonly before: Size; readonly after: Size }
  | { readonly type: 'workshop-destroyed' }
  | {
      readonly type: 'end-moved';
      /** ISO. */ readonly endsAt: string;
      /** How many the workshop has. */ readonly seats: number;
    }
  /** Without `limit`: taken off. */
  | { readonly type: 'limit-set'; /** US dollars. */ readonly limit?: number }
  | { readonly type: 'limit-passed'; readonly share: number; readonly limit: number; readonly spent: number }
  /** Nobody was there to hear people; messages that came meanwhile were answered afterwards. */
  | {
      readonly type: 'usher-away';
      /** ISO, both. */ readonly from: string;
      readonly until: string;
      readonly answered: number;
    }
  /** Without `at`: taken back. */
  | { readonly type: 'deploy-planned' | 'start-planned'; /** ISO. */ readonly at?: string }
  | {
      readonly type: 'operation-started';
      readonly operationId: string;
      readonly kind: OperationKind;
      /** Of a restart or a replacement. */
      readonly target?: RestartTarget;
    }
  | { readonly type: 'operation-cancelled'; readonly operationId: string; readonly kind: OperationKind }
  /** A stack waits for somebody to do something, or goes on after it was done. */
  | { readonly type: 'step-paused'; readonly operationId: string; readonly stack: string; readonly problem: Problem }
  | { readonly type: 'step-resumed'; readonly operationId: string; readonly stack: string }
  /** AWS had no capacity for the seat's host: it goes elsewhere. */
  | { readonly type: 'seat-placed'; readonly operationId: string; readonly no: number; readonly placement: Placement }
  /** The seat's instance never registered, or was asked to be made anew. */
  | { readonly type: 'seat-replaced'; readonly operationId: string; readonly no: number }
  /** The seat has moved to the machine of a spare: `answers` from there, and whether its files came along. */
  | {
      readonly type: 'seat-swapped';
      readonly operationId: string;
      readonly no: number;
      readonly spare: number;
      readonly answers: boolean;
      readonly files: boolean;
    }
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
  | { readonly type: 'seat-freed'; readonly no: number; readonly userId: string }
  | { readonly type: 'seat-awaited'; readonly userId: string; readonly place: number }
  /** Whoever sits there was told to wait, and that their card comes. */
  | { readonly type: 'card-promised'; readonly no: number }
  /** By an organiser; `from`: the seat they had until then. */
  | { readonly type: 'seat-assigned'; readonly no: number; readonly participantId: string; readonly from?: number }
  | { readonly type: 'seat-released'; readonly no: number; readonly participantId: string }
  /** People who are new to the roster, and seats that were given. */
  | { readonly type: 'roster-imported'; readonly people: number; readonly seats: number }
  /** Passwords of these seats were put on paper. */
  | { readonly type: 'cards-printed'; readonly seats: readonly number[] }
  | { readonly type: 'seat-changed'; readonly no: number; readonly state: SeatState }
  | { readonly type: 'announced'; readonly announcementId: string; readonly text: string; readonly people: number }
  | {
      readonly type: 'announcement-ended';
      readonly announcementId: string;
      readonly told: number;
      readonly people: number;
    }
  | { readonly type: 'quota-asked'; readonly code: string; readonly what: string; readonly value: number }
  | {
      readonly type: 'quota-answered';
      readonly code: string;
      readonly what: string;
      readonly value: number;
      readonly state: QuotaRequestState;
    }
  /** Somebody sent the code of a venue check. */
  | { readonly type: 'venue-checked'; readonly venueId: string }
  /** Who may reach the load balancers: ranges that came and went. */
  | { readonly type: 'allow-list-changed'; readonly added: readonly string[]; readonly removed: readonly string[] }
  /** Work is being collected, or a file pushed, at these seats. */
  | {
      readonly type: 'errand-started';
      readonly errandId: string;
      readonly kind: ErrandKind;
      readonly seats: readonly number[];
      /** What is pushed. */
      readonly path?: string;
    }
  | {
      readonly type: 'errand-ended';
      readonly errandId: string;
      readonly kind: ErrandKind;
      readonly done: number;
      readonly of: number;
    }
  /** Links to the work of people who are not in Slack were given to an organiser. */
  | { readonly type: 'archives-linked'; readonly seats: readonly number[] }
  | { readonly type: 'logs-read'; readonly no: number; readonly apps: readonly string[] }
  /** Its addresses and its password were given to an organiser or helper. */
  | { readonly type: 'seat-visited'; readonly no: number }
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
