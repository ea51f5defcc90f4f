import type { Announcement, AnnouncementEnd, Audience, Hearer, Recipient } from './announcement';
import type { Operation, Step } from './operation';
import type { QuotaRequest } from './quota-request';
import type { Participant, Seat } from './seat';
import type { JoinPolicy, Workshop, WorkshopSpec } from './workshop';
import type { EventListener, RecordedEvent } from './events';
import type { AppExam, LogLine, PreflightLine, Price, SeatInspection } from './ports';

/**
 * What handlers may ask of the domain. A refusal is a value with its reason, for the handler to word; only a break throws.
 * Nothing here knows Slack beyond ids of users and channels, which are opaque strings.
 */
export interface Usher {
  create(request: CreateRequest): Promise<{ created: Workshop } | { refused: 'taken' | 'domain-taken'; by: Workshop }>;
  list(options?: { past?: boolean }): Promise<WorkshopSummary[]>;
  /**
   * The workshop that is meant: by name, else bound to the channel (crew channel or room), else the only living one.
   * `several` where a choice is needed, `none` where nothing fits.
   */
  find(
    name: string | undefined,
    channel: string,
  ): Promise<{ found: Workshop } | { several: Workshop[] } | { none: true }>;
  get(workshopId: string): Promise<Workshop | undefined>;
  plan(workshop: Workshop): Promise<DeployPlan>;
  /**
   * Starts, or resumes, in the background; returns once the operation is stored. Where nothing stands yet and `checks` say that it
   * cannot, nothing is started.
   */
  deploy(
    workshop: Workshop,
    by: string,
  ): Promise<
    | { started: Operation }
    | { running: Operation }
    | { refused: 'nothing-to-do' }
    | { refused: 'preflight'; checks: readonly PreflightLine[] }
  >;
  destroy(workshop: Workshop, by: string): Promise<{ started: Operation } | { running: Operation }>;
  /** Opens for participants, early or late; pays every card that is owed. */
  open(
    workshop: Workshop,
    by: string,
    room: string | undefined,
  ): Promise<{ opened: Workshop } | { refused: 'no-room' | 'not-deployed' }>;
  status(workshop: Workshop): Promise<WorkshopSummary>;
  health(workshop: Workshop): Promise<HealthReport>;
  /** Everything one seat stands on, from its instance to its addresses. Throws ProblemError. */
  examine(workshop: Workshop, no: number): Promise<SeatExam>;
  /** Starts a restart in the background. */
  restart(
    workshop: Workshop,
    by: string,
    seats: readonly number[],
    apps: readonly string[],
  ): Promise<{ started: Operation } | { refused: 'not-deployed' }>;
  /** Restart by the participant of their own seat; refuses everything else. */
  restartOwn(
    workshopId: string,
    userId: string,
    app: string,
  ): Promise<{ started: Operation } | { refused: 'no-seat' | 'not-deployed' }>;
  readonly announcements: Announcements;
  readonly quotas: Quotas;
  /** Hands out a seat's card, for the DM of an organiser or helper who looks in; undefined where there is no such seat. */
  visit(workshop: Workshop, by: string, no: number): Promise<Visited | undefined>;
  /** The last lines of apps of a seat, by app, oldest first and without any credential. Throws ProblemError. */
  logs(
    workshop: Workshop,
    by: string,
    no: number,
    apps: readonly string[],
    most: number,
  ): Promise<ReadonlyMap<string, readonly LogLine[]>>;
  /** What people did, newest first. */
  audit(workshop: Workshop, wish: AuditWish): Promise<AuditPage>;
  /** The newest workshop of this name, living or past. */
  recall(name: string): Promise<Workshop | undefined>;
  /** The first word of a participant in a DM, or the button in the room: seat them if they may sit. */
  claim(userId: string, workshopId?: string): Promise<ClaimResult>;
  /** Notes where the participant's DM and card are; `owed` asks for a new message when the seat is ready. */
  noteCard(participantId: string, note: { dmChannel: string; cardTs?: string; owed: boolean }): Promise<void>;
  /** True for exactly one caller when a card is owed and may now be sent. */
  settleCard(participantId: string): Promise<boolean>;
  /** Everything a card shows, with the password: for a DM only. */
  card(workshop: Workshop, seat: Seat): SeatCard;
  /** Everything a progress message shows, read from the store. */
  progress(operationId: string): Promise<OperationView | undefined>;
  noteProgressMessage(operationId: string, message: { channel: string; ts: string }): Promise<void>;
  /** Marks a report of the operation as told; false when somebody told it before. */
  tellOnce(operationId: string, what: string): Promise<boolean>;
  /** Calls back on every event until the returned function is called. */
  subscribe(listener: EventListener): () => void;
  /** Takes up what an earlier process left running. Returns those operations, and the ended ones whose end nobody told yet. */
  resume(): Promise<Operation[]>;
  /** Stops taking new work, asks running work to stop gracefully and waits for it. */
  drain(): Promise<void>;
}

/** Telling many people the same: drafted, shown, confirmed, told one by one. */
export interface Announcements {
  draft(workshop: Workshop, by: string, text: string, audience: Audience): Promise<AnnouncementDraft>;
  /** Lets it be told to whoever it is for now. `old`: drafted more than an hour ago. `begun`: somebody did that before. */
  confirm(
    id: string,
    by: string,
  ): Promise<
    | { confirmed: Announcement; workshop: Workshop; hearers: readonly Hearer[] }
    | { refused: 'unknown' | 'old' | 'begun' | 'nobody' }
  >;
  /** Those that are being told, oldest first. */
  unfinished(): Promise<Announcement[]>;
  /** The next one to tell, given to one caller only; undefined where nobody is due. */
  next(id: string): Promise<Recipient | undefined>;
  /** `due` gives somebody back who was not told after all. */
  settle(id: string, place: number, state: 'due' | 'told' | 'failed'): Promise<void>;
  /** Ends it; what became of it, for exactly one caller. */
  end(id: string): Promise<AnnouncementEnd | undefined>;
}

export interface Visited {
  readonly seat: Seat;
  readonly card: SeatCard;
  /** Slack user who sits there. */
  readonly sitter: string | undefined;
}

export interface AuditWish {
  readonly limit: number;
  /** Goes on before the event with this id. */
  readonly before?: number | undefined;
  /** Only what concerns this seat, its breaking and mending included. */
  readonly seat?: number | undefined;
  /** Only what this Slack user did. */
  readonly userId?: string | undefined;
}

export interface AuditPage {
  readonly events: readonly RecordedEvent[];
  /** There are older ones. */
  readonly more: boolean;
}

/** Asking AWS for larger quotas, and after what became of it. */
export interface Quotas {
  /**
   * Asks AWS for as much of the quota as the workshop needs now. `pending`: it was asked for before, and AWS has not answered. `enough`: there is
   * enough by now; `fixed`: AWS raises it for nobody. Throws ProblemError where AWS refuses to be asked.
   */
  ask(
    workshop: Workshop,
    by: string,
    code: string,
  ): Promise<{ asked: QuotaRequest } | { pending: QuotaRequest } | { refused: 'enough' | 'fixed' | 'unknown' }>;
  /** Those AWS has not answered, oldest first. */
  pending(): Promise<QuotaRequest[]>;
  /** Asks AWS about those; each that has its answer is returned to exactly one caller. */
  look(): Promise<QuotaRequest[]>;
}

export interface AnnouncementDraft {
  readonly announcement: Announcement;
  readonly hearers: readonly Hearer[];
}

export interface CreateRequest {
  readonly name: string;
  /** Spares included. */
  readonly seats: number;
  /** What else the workshop is; the house's defaults where it is not said. */
  readonly spec?: Partial<Omit<WorkshopSpec, 'name' | 'seats'>>;
  readonly crewChannel: string;
  readonly room: string | undefined;
  readonly join: JoinPolicy;
  readonly endsAt: Date | undefined;
  readonly by: string;
}

export interface DeployPlan {
  readonly stacks: readonly string[];
  readonly batches: number;
  readonly loadBalancers: number;
  readonly instances: number;
  readonly services: number;
  readonly price: Price;
  /** US dollars until `endsAt`, where that is set. */
  readonly untilEnd: number | undefined;
  /** What could stop the deploy. */
  readonly checks: readonly PreflightLine[];
}

export interface WorkshopSummary {
  readonly workshop: Workshop;
  readonly seats: readonly Seat[];
  readonly participants: readonly Participant[];
  /** Running operation, if any. */
  readonly operation: Operation | undefined;
  readonly hourly: number;
  /** US dollars since the first deploy, until now or destroy. */
  readonly spent: number;
}

export interface HealthReport {
  readonly workshop: Workshop;
  readonly at: Date;
  readonly seats: readonly SeatHealth[];
  /** AWS calls spent. */
  readonly calls: number;
}

export interface SeatHealth {
  readonly no: number;
  readonly ok: boolean;
  /** The participant's Slack user, where somebody sits there. */
  readonly userId: string | undefined;
  readonly faults: readonly SeatFault[];
}

export interface SeatExam {
  readonly no: number;
  readonly host: SeatInspection['host'];
  readonly agentConnected: boolean;
  readonly apps: readonly (AppExam & {
    readonly title: string;
    /** Undefined while its load balancer has no name. */
    readonly url: string | undefined;
    /** Whether it answered there just now. */
    readonly answers: boolean;
  })[];
}

export interface SeatFault {
  /** App name, or undefined when it is the host. */
  readonly app: string | undefined;
  /** For people: "Jupyter stopped: out of memory". */
  readonly reason: string;
  /** What a button would do about it. */
  readonly mend: 'restart' | 'wait' | 'deploy';
}

export type ClaimResult =
  | {
      readonly kind: 'card';
      readonly workshop: Workshop;
      readonly seat: Seat;
      readonly participant: Participant;
      readonly fresh: boolean;
    }
  /** Seated, and the seat is not ready or the workshop not open: say so honestly and promise a message. */
  | {
      readonly kind: 'wait';
      readonly workshop: Workshop;
      readonly seat: Seat;
      readonly participant: Participant;
      readonly fresh: boolean;
      readonly why: 'not-deployed' | 'not-open' | 'starting' | 'failing';
    }
  | { readonly kind: 'full'; readonly workshop: Workshop }
  /** May not claim: not in the room of any open workshop. `workshops` are those they could join. */
  | { readonly kind: 'not-eligible'; readonly workshops: readonly Workshop[] }
  | { readonly kind: 'no-workshop' }
  /** Belongs to several rooms: they choose. */
  | { readonly kind: 'several'; readonly workshops: readonly Workshop[] };

export interface SeatCard {
  readonly user: string;
  readonly password: string;
  readonly apps: readonly { readonly name: string; readonly title: string; readonly url: string }[];
}

export interface OperationView {
  readonly operation: Operation;
  readonly workshop: Workshop;
  readonly steps: readonly Step[];
  readonly seats: readonly Seat[];
  /** Slack users by seat number. */
  readonly owners: ReadonlyMap<number, string>;
  readonly hourly: number;
  readonly spent: number;
  /** When it will be done, from what is done so far; undefined while that says nothing. */
  readonly expectedAt: Date | undefined;
  readonly now: Date;
  /** After a destroy: ARNs that still carry the workshop's tag. */
  readonly leftovers: readonly string[] | undefined;
}
