import type { Operation, Step } from './operation';
import type { Participant, Seat } from './seat';
import type { JoinPolicy, Workshop, WorkshopSpec } from './workshop';
import type { EventListener } from './events';
import type { Answered } from './help/answer';
import type { Asked, HelpWish } from './help/ask';
import type { PageCheck } from './help/check-pages';
import type { HelpOverview, HelpView } from './help/overview';
import type { HelpRequest, Place } from './help/request';
import type { HealthMessage, PreflightLine, Price } from './ports';
import type { Incident } from './watch/incident';
import type { Sweep } from './watch/sweep';

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
  /**
   * One look of the health sweep: what breaks is believed at the second, mended where a restart mends it, and kept as an incident.
   * Does nothing while a deploy or destroy runs. Only whoever speaks for Usher calls it, one call at a time a workshop.
   */
  sweep(workshopId: string): Promise<Sweep>;
  /** What the sweep found: what stands, and what ended after this moment; oldest first. */
  incidents(workshopId: string, endedAfter: Date): Promise<Incident[]>;
  /** Marks something about an incident as told; false when somebody told it before. */
  tellOfIncident(incidentId: string, what: string): Promise<boolean>;
  healthMessage(workshopId: string): Promise<HealthMessage | undefined>;
  noteHealthMessage(workshopId: string, message: HealthMessage): Promise<void>;
  /** Somebody of the crew asks for a seat; the seat is checked by the caller. */
  askHelp(workshop: Workshop, no: number, wish: HelpWish): Promise<Asked>;
  /** A participant is stuck, at the seat they sit in. */
  askOwnHelp(workshopId: string, wish: HelpWish): Promise<Asked | { refused: 'no-seat' }>;
  takeHelp(requestId: string, by: string): Promise<Answered>;
  finishHelp(requestId: string, by: string): Promise<Answered>;
  /** It works again, says whoever sits there. */
  solveOwnHelp(workshopId: string, userId: string): Promise<Answered>;
  /** Looks at the seat of a request and keeps what was found: a matter of seconds. */
  examineHelp(requestId: string): Promise<HelpRequest | undefined>;
  /** Who is stuck in a workshop, and how quickly people were helped. */
  help(workshopId: string): Promise<HelpOverview>;
  helpOf(requestId: string): Promise<HelpView | undefined>;
  /** The request that stands for a seat. */
  standingHelp(workshopId: string, no: number): Promise<HelpRequest | undefined>;
  /** Requests of all workshops that stand or were done within the last hour; oldest first. */
  currentHelp(): Promise<HelpRequest[]>;
  noteHelpMessage(requestId: string, change: { message?: Place; receipt?: Place }): Promise<void>;
  /** Marks something about a request as told; false when somebody told it before. */
  tellOfHelp(requestId: string, what: string): Promise<boolean>;
  /** Whether each address of a seat answers Usher, now. */
  checkPages(workshop: Workshop, no: number): Promise<readonly PageCheck[]>;
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
