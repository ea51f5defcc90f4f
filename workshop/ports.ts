import type { Problem } from './problems';
import type { Operation, OperationKind, OperationState, RestartTarget, Step, StepState } from './operation';
import type { Participant, Seat, SeatState } from './seat';
import type { Diagnosis, HelpNote, HelpRequest, HelpWay, Place } from './help/request';
import type { Cause, Incident } from './watch/incident';
import type { JoinPolicy, Workshop, WorkshopSpec, WorkshopState } from './workshop';
import type { RecordedEvent, UsherEvent } from './events';

/** What the domain needs of the world. Adapters live in infra/, store/ and handlers/; only bot/compose.ts joins them. */

/** Workshops, seats, participants, operations and the record of events. Every method is one transaction. */
export interface Store {
  workshops: WorkshopStore;
  seats: SeatStore;
  participants: ParticipantStore;
  operations: OperationStore;
  events: EventStore;
  help: HelpStore;
  incidents: IncidentStore;
  /** Remembers a Slack event id; false when it was seen before. Ids are kept for a day. */
  firstSight(eventId: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface NewWorkshop {
  readonly spec: WorkshopSpec;
  readonly suffix: string;
  readonly crewChannel: string;
  readonly room: string | undefined;
  readonly join: JoinPolicy;
  readonly createdBy: string;
  readonly endsAt: Date | undefined;
}

export interface WorkshopStore {
  /** Creates the workshop with its seats, all absent; `taken` when a living one has the name. */
  create(workshop: NewWorkshop): Promise<Workshop | 'taken'>;
  get(id: string): Promise<Workshop | undefined>;
  /** The living workshop of this name. */
  byName(name: string): Promise<Workshop | undefined>;
  /** Newest first; the destroyed only on request. */
  list(options?: { readonly past?: boolean }): Promise<Workshop[]>;
  update(id: string, change: Partial<WorkshopChange>): Promise<Workshop>;
}

export interface WorkshopChange {
  readonly state: WorkshopState;
  readonly room: string | undefined;
  readonly openedAt: Date | undefined;
  readonly endsAt: Date | undefined;
  readonly deployedAt: Date | undefined;
  readonly destroyedAt: Date | undefined;
  readonly ami: string | undefined;
  readonly loadBalancers: readonly string[];
  readonly rotation: number;
}

export interface SeatStore {
  /** In order of number. */
  list(workshopId: string): Promise<Seat[]>;
  /** Sets state and detail of several seats at once; returns only the seats whose state or detail changed. */
  setStates(workshopId: string, changes: readonly SeatStateChange[]): Promise<Seat[]>;
  /**
   * One atomic claim (see docs/adr): the participant's own seat if they have one, else the lowest free one, else full.
   * Any number of processes may call it at once.
   */
  claim(workshopId: string, participantId: string): Promise<SeatClaim>;
}

export interface SeatStateChange {
  readonly no: number;
  readonly state: SeatState;
  readonly detail: string | undefined;
}

export type SeatClaim =
  | { readonly kind: 'seated'; readonly seat: Seat; /** False when they already sat there. */ readonly fresh: boolean }
  | { readonly kind: 'full' };

export interface ParticipantStore {
  /** The participant of this Slack user, made on first sight; safe to call concurrently. */
  ensure(workshopId: string, userId: string): Promise<Participant>;
  byUser(workshopId: string, userId: string): Promise<Participant | undefined>;
  list(workshopId: string): Promise<Participant[]>;
  update(id: string, change: Partial<Pick<Participant, 'dmChannel' | 'cardTs' | 'owedCard'>>): Promise<void>;
  /**
   * Clears `owedCard` and returns true if it was set: whoever gets true sends the message, so that it is sent once.
   */
  settleCard(id: string): Promise<boolean>;
}

export interface NewOperation {
  readonly workshopId: string;
  readonly kind: OperationKind;
  readonly startedBy: string;
  readonly target?: RestartTarget;
  /** Stacks to work on; empty for `restart`. */
  readonly stacks: readonly string[];
}

export interface OperationStore {
  /**
   * Starts an operation and its steps in one transaction. Where a deploy or destroy of the workshop is running and the new
   * one is a deploy or destroy too, nothing is written and the running one is returned: a refusal that informs.
   */
  begin(operation: NewOperation): Promise<{ started: Operation } | { running: Operation }>;
  get(id: string): Promise<Operation | undefined>;
  /** Operations in state `running`, oldest first; of every workshop unless one is named. */
  running(workshopId?: string): Promise<Operation[]>;
  /** Operations of the last day that ended, whose message still waits for its end to be told. */
  untold(): Promise<Operation[]>;
  setMessage(id: string, message: { channel: string; ts: string }): Promise<void>;
  /** Marks something as told; false when it was already (atomic, so that two workers do not say it twice). */
  tellOnce(id: string, what: string): Promise<boolean>;
  finish(id: string, state: OperationState, problem?: Problem): Promise<Operation>;
  /** In order: network, database, batches. */
  steps(operationId: string): Promise<Step[]>;
  updateStep(operationId: string, stack: string, change: Partial<StepChange>): Promise<void>;
  /** Stacks that stand: the newest deploy or destroy step of the stack that was begun is a deploy's, and done. */
  stacksStanding(workshopId: string): Promise<string[]>;
}

export interface StepChange {
  readonly state: StepState;
  readonly done: number;
  readonly total: number;
  readonly foundation: boolean;
  readonly note: string | undefined;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly problem: Problem | undefined;
}

export interface EventStore {
  /** Appends; events are never changed or removed. */
  append(event: UsherEvent): Promise<RecordedEvent>;
  /** Newest last. */
  list(workshopId: string, options?: { readonly limit?: number }): Promise<RecordedEvent[]>;
}

export interface NewHelpRequest {
  readonly workshopId: string;
  readonly no: number;
  readonly way: HelpWay;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly words: string;
}

export interface HelpStore {
  /** Makes a request, unless one stands for the seat: then that one. Any number of processes may call it at once. */
  ask(request: NewHelpRequest): Promise<{ asked: HelpRequest } | { standing: HelpRequest }>;
  get(id: string): Promise<HelpRequest | undefined>;
  standingAt(workshopId: string, no: number): Promise<HelpRequest | undefined>;
  /** Oldest first, done ones among them. */
  list(workshopId: string): Promise<HelpRequest[]>;
  /** Requests of all workshops that stand, or were done after this moment; oldest first. */
  current(doneAfter: Date): Promise<HelpRequest[]>;
  /** Undefined for all but one of those who take it. */
  take(id: string, by: string, at: Date): Promise<HelpRequest | undefined>;
  /** Undefined where it was done before. */
  finish(id: string, by: string, at: Date): Promise<HelpRequest | undefined>;
  update(id: string, change: { diagnosis?: Diagnosis; message?: Place; receipt?: Place }): Promise<HelpRequest>;
  /** Marks something as told; false when it was already. */
  tellOnce(id: string, what: string): Promise<boolean>;
  note(note: Omit<HelpNote, 'id'>): Promise<HelpNote>;
  /** Oldest first. */
  notes(requestId: string): Promise<HelpNote[]>;
}

export interface IncidentStore {
  /** Undefined where the workshop has an incident of this cause already. */
  open(workshopId: string, cause: Cause, at: Date): Promise<Incident | undefined>;
  /** What is ill now, and why; every seat is kept among `seats` for good. `restarted` counts one restart more. */
  update(id: string, cause: Cause, restarted?: boolean): Promise<Incident>;
  /** Undefined where it had ended. */
  end(id: string, at: Date, absorbed?: boolean): Promise<Incident | undefined>;
  /** Those that stand, or ended after this moment; oldest first. */
  list(workshopId: string, endedAfter: Date): Promise<Incident[]>;
  /** Marks something as told; false when it was already. */
  tellOnce(id: string, what: string): Promise<boolean>;
  /** The crew's message about the health of a workshop, and since when it tells of it. */
  message(workshopId: string): Promise<HealthMessage | undefined>;
  setMessage(workshopId: string, message: HealthMessage): Promise<void>;
}

export interface HealthMessage extends Place {
  readonly since: Date;
}

/** Makes and removes stacks. One living process per stack; a call for a stack that is in progress fails with `locked`. */
export interface Provisioner {
  /** Newest AMI for the region, to be kept with the workshop. */
  resolveAmi(workshop: Workshop): Promise<string>;
  /** Applies one stack, resuming whatever an earlier, interrupted run left. Throws nothing: the last event is the result. */
  apply(workshop: Workshop, stack: string, signal: AbortSignal): AsyncIterable<StackEvent>;
  /** Destroys one stack; destroying what does not exist succeeds. */
  destroy(workshop: Workshop, stack: string, signal: AbortSignal): AsyncIterable<StackEvent>;
  /** How many stacks may be worked on at once on this machine (cores and memory). */
  readonly parallelism: number;
}

export type StackEvent =
  /** The plan is known: how many resources will be created, changed, destroyed. */
  | { readonly type: 'planned'; readonly total: number }
  | {
      readonly type: 'progress';
      readonly done: number;
      readonly total: number;
      readonly address: string;
      readonly seat?: number;
    }
  /** What the `database` stack needs of `network` exists. */
  | { readonly type: 'foundation' }
  | { readonly type: 'waiting'; readonly reason: string }
  /** One resource failed; others go on. `seat` where the resource belongs to one. */
  | { readonly type: 'resource-failed'; readonly address: string; readonly seat?: number; readonly problem: Problem }
  | { readonly type: 'done'; readonly loadBalancers?: readonly string[] }
  | { readonly type: 'failed'; readonly problem: Problem };

/** Reads and mends what runs. Every method throws ProblemError where AWS refuses. */
export interface Cloud {
  /** State of every app of every seat from a handful of paged calls, and how many calls it took. */
  inspect(workshop: Workshop): Promise<CloudSnapshot>;
  /** Why one app is not well: ECS events, stopped reason, target health. Costs up to four calls. */
  explain(workshop: Workshop, no: number, app: string): Promise<string>;
  /** Stops the running task so that the service starts a new one; the files on the host stay. */
  restart(workshop: Workshop, no: number, app: string): Promise<void>;
  /** Who the credentials belong to: account id and ARN. */
  identity(): Promise<{ readonly account: string; readonly arn: string }>;
  /** Resources that still carry the workshop's tag: ARNs; empty after a complete destroy. */
  leftovers(workshop: Workshop): Promise<string[]>;
}

export interface CloudSnapshot {
  readonly calls: number;
  readonly seats: ReadonlyMap<number, SeatInspection>;
}

export interface SeatInspection {
  /** EC2's and the ECS agent's word on the host. */
  readonly host: 'none' | 'pending' | 'running' | 'impaired' | 'stopped';
  readonly agentConnected: boolean;
  /** Availability zone of the host, where there is one. */
  readonly zone?: string;
  /** By app name. */
  readonly apps: ReadonlyMap<string, AppInspection>;
}

export interface AppInspection {
  readonly task: 'none' | 'pending' | 'running' | 'stopping';
  readonly health: 'healthy' | 'unhealthy' | 'unknown';
  readonly startedAt?: Date;
}

/** Asks a participant's own URL whether the app answers, as their browser would. */
export interface Probe {
  /**
   * True when the health path answered 200 within the timeout. Never throws. Connects to `via` (a load balancer's DNS name)
   * instead of the URL's own host where it is given, and asks for that host all the same.
   */
  probe(url: string, via: string | undefined, signal?: AbortSignal): Promise<boolean>;
}

/** Turns (workshop, seat) into words; holds the master secret. Nothing it returns is ever stored or logged. */
export interface Credentials {
  /** `maple-otter-river-41`: three words of about 1,590 and two digits, 38 bits, readable aloud. */
  seatPassword(workshop: Pick<Workshop, 'id' | 'rotation'>, no: number): string;
  /** Master password of the workshop's database, 40 letters and digits. */
  databasePassword(workshop: Pick<Workshop, 'id' | 'rotation'>): string;
  /** 32 bytes for one purpose of one seat (cookie secret, Fernet key), base64url. */
  seatKey(workshop: Pick<Workshop, 'id' | 'rotation'>, no: number, purpose: string): string;
}

/** The files every seat finds in its folder. Throws ProblemError where they are missing, too many, or AWS refuses. */
export interface AssignmentFiles {
  /** What there is to upload; creates nothing. */
  check(spec: WorkshopSpec): Promise<FileCount>;
  /** Makes the workshop's bucket hold exactly these files, sending only what changed; `network` must stand. */
  upload(workshop: Workshop, signal: AbortSignal): Promise<FileCount>;
}

export interface FileCount {
  readonly files: number;
  readonly bytes: number;
}

export interface Prices {
  /** What everything the spec creates costs; an estimate on demand prices. Never throws: list prices where AWS does not answer. */
  of(spec: WorkshopSpec): Promise<Price>;
}

export interface Price {
  /** US dollars. */
  readonly hourly: number;
  /** `live`: asked of AWS today. `list`: embedded with this version of Usher. */
  readonly source: 'live' | 'list';
  /** What the containers' way to the internet adds, where they have one: of `hourly`, and besides for each GB that passes. */
  readonly internet?: { readonly hourly: number; readonly perGb: number };
}

/** Finds out, before anything is made, whether all of it can be. */
export interface Preflight {
  /**
   * One line for each thing that could stop the workshop; what it has on AWS already is not counted against it. Never throws:
   * what cannot be asked within some seconds is a line that says why.
   */
  check(workshop: Workshop): Promise<readonly PreflightLine[]>;
}

export interface PreflightLine {
  /** `VPCs`, `instance type t3.xlarge`. */
  readonly what: string;
  /** `unknown`: could not be asked, which stops nothing. */
  readonly verdict: 'ok' | 'short' | 'unknown';
  /** For people: how it stands, or why it is not known; and the next step where no quota says it. */
  readonly sentence: string;
  /** Where it is a quota whose value is known. */
  readonly quota?: PreflightQuota;
}

/** A quota of Service Quotas, in its own unit. */
export interface PreflightQuota {
  /** `L-1216C47A`. */
  readonly code: string;
  readonly needed: number;
  /** `limit` less what others use; negative where they use more. */
  readonly available: number;
  readonly limit: number;
  /** The least value to ask AWS for, and the page to ask it on; undefined where AWS never raises it. */
  readonly ask: { readonly value: number; readonly link: string } | undefined;
}

/** People as Slack knows them. */
export interface Directory {
  isOrganiser(userId: string): Promise<boolean>;
  /** Members of a channel, people only. */
  isMember(channel: string, userId: string): Promise<boolean>;
}

export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or early when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** One thing the doctor looks at. It only looks: nothing is made or changed. */
export interface Checkup {
  /** What belongs together is shown together: `Slack`, `AWS`. */
  readonly group: string;
  /** Two or three words. */
  readonly title: string;
  /** May throw: a ProblemError becomes what is wrong and its mend. */
  run(signal: AbortSignal): Promise<CheckResult>;
}

/** `says` and `mend` are a sentence each, in plain text, backticks apart. `link`: where the mend is done. */
export type CheckResult =
  | { readonly state: 'well'; readonly says: string; /** What would be better still. */ readonly mend?: string }
  | { readonly state: 'ill'; readonly says: string; readonly mend: string; readonly link?: string }
  /** `says` is why it cannot be told. */
  | { readonly state: 'unknown'; readonly says: string; readonly mend?: string };
