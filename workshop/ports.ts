import type { Announcement, Hearer, Recipient } from './announcement';
import type { Problem } from './problems';
import type { Jobs } from './jobs';
import type {
  MessagePlace,
  Operation,
  OperationKind,
  OperationState,
  RestartTarget,
  Step,
  StepState,
} from './operation';
import type { QuotaRequest, QuotaRequestState } from './quota-request';
import type { CrewMember } from './crew';
import type { RosterLine } from './roster';
import type { News, Participant, Seat, SeatState } from './seat';
import type { Diagnosis, HelpNote, HelpRequest, HelpWay, Place } from './help/request';
import type { Cause, Incident } from './watch/incident';
import type { JoinPolicy, Workshop, WorkshopSpec, WorkshopState } from './workshop';
import type { RecordedEvent, UsherEvent } from './events';

/** What the domain needs of the world. Adapters live in infra/, store/ and handlers/; only bot/compose.ts joins them. */

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
  homes: HomeStore;
  quotaRequests: QuotaRequestStore;
  jobs: Jobs;
  /** Whether other processes may have the same database open. */
  shared: boolean;
  /** Remembers an id of something Slack sent; false when it was seen within `forMs`, or the day that ids are kept. */
  firstSight(id: string, forMs?: number): Promise<boolean>;
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
  /** Opens it if its time has come and nobody has opened it before; undefined for all callers but one. */
  openDue(id: string, now: Date): Promise<Workshop | undefined>;
  /** Marks something as told; false when it was already (atomic, so that two bots do not say it twice). */
  tellOnce(id: string, what: string): Promise<boolean>;
}

/** Who organises and helps, workshop by workshop. */
export interface CrewStore {
  /** In the order they were added. */
  list(workshopId: string): Promise<CrewMember[]>;
  /** Everything this Slack user is, in workshops that are not destroyed. */
  ofUser(userId: string): Promise<CrewMember[]>;
  /** Adds somebody, or gives them another role. */
  put(member: Omit<CrewMember, 'addedAt'>): Promise<void>;
  /** False when they were not in it. */
  remove(workshopId: string, userId: string): Promise<boolean>;
}

export interface WorkshopChange {
  readonly state: WorkshopState;
  readonly room: string | undefined;
  readonly openedAt: Date | undefined;
  readonly opensAt: Date | undefined;
  readonly opensBy: string | undefined;
  readonly closedAt: Date | undefined;
  readonly invitation: { readonly channel: string; readonly ts: string } | undefined;
  readonly endsAt: Date | undefined;
  readonly deployedAt: Date | undefined;
  readonly destroyedAt: Date | undefined;
  readonly deploysAt: Date | undefined;
  readonly deploysBy: string | undefined;
  readonly destroysBy: string | undefined;
  readonly ami: string | undefined;
  readonly loadBalancers: readonly string[];
  readonly rotation: number;
}

export interface SeatStore {
  /** In order of number. */
  list(workshopId: string): Promise<Seat[]>;
  /** Sets state and detail of several seats at once; returns only the seats whose state or detail changed. */
  setStates(workshopId: string, changes: readonly SeatStateChange[]): Promise<Seat[]>;
  /** Notes that a seat's host goes to another place from now on; the places tried before are kept. */
  place(workshopId: string, no: number, placement: Placement): Promise<void>;
  /** Notes that a seat's instance is made anew; false where that was noted before since its workshop was last destroyed. */
  replaceOnce(workshopId: string, no: number): Promise<boolean>;
  /** Forgets places and replacements: nothing of the seats exists any more. */
  forgetHosts(workshopId: string, numbers: readonly number[]): Promise<void>;
  /**
   * One atomic claim (see docs/adr): the participant's own seat if they have one, else the lowest free one, else full. Where
   * others were on the waitlist before them, it is full. Any number of processes may call it at once.
   */
  claim(workshopId: string, participantId: string): Promise<SeatClaim>;
  /** Gives the lowest free seat to the first on the waitlist, and notes `seated` as their news; undefined where either is missing. */
  seatNext(workshopId: string): Promise<Seat | undefined>;
  /**
   * Takes the seat from its owner and notes their news, where they are in Slack; false where they do not sit there any more, or have meanwhile had their
   * card (`unless: 'card'`) or arrived (`unless: 'arrived'`).
   */
  free(workshopId: string, no: number, owner: string, news: News, unless?: 'card' | 'arrived'): Promise<boolean>;
  /**
   * Gives a free seat that is no spare to a participant, who leaves the seat `from` where that is given. `taken`: it is not
   * free, or there is none; `elsewhere`: they sit in another seat than `from`. Nothing is changed then. They wait for no seat from
   * then on, and who is in Slack is owed a card.
   */
  assign(workshopId: string, no: number, participantId: string, from?: number): Promise<Seat | 'taken' | 'elsewhere'>;
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
  /** Every seat this Slack user sits in, or sat in when its workshop was destroyed, with who they are there. */
  sitting(userId: string): Promise<{ readonly participant: Participant; readonly seat: Seat }[]>;
  list(workshopId: string): Promise<Participant[]>;
  /**
   * The participant that an organiser names: the one of this id, of this Slack user or of this email, in this order, else a new
   * one. What is said and not known of them yet, or different, is kept.
   */
  addListed(workshopId: string, person: ListedPerson): Promise<Participant>;
  update(id: string, change: Partial<ParticipantChange>): Promise<void>;
  /** Whether this Slack user is listed. */
  isListed(workshopId: string, userId: string): Promise<boolean>;
  /** Puts them at the end of the waitlist, or leaves them where they are, and owes them a card; their place, 1 being next. */
  wait(id: string): Promise<number>;
  /** Takes them off the waitlist; false when they were not on it. */
  stopWaiting(id: string): Promise<boolean>;
  /** Marks the first sign of this Slack user at every seat of theirs. */
  arrive(userId: string): Promise<void>;
  /** Their news, for exactly one caller: whoever gets it tells them. */
  takeNews(id: string): Promise<News | undefined>;
  /** Takes one of `most` tries of the workshop's code that somebody has in every `perMs`; false where none is left. */
  takeTry(workshopId: string, userId: string, now: Date, most: number, perMs: number): Promise<boolean>;
  /**
   * Clears `owedCard` once what was owed is sent; false if it was not set.
   */
  settleCard(id: string): Promise<boolean>;
}

export type ParticipantChange = Pick<
  Participant,
  'dmChannel' | 'cardTs' | 'owedCard' | 'name' | 'listed' | 'leavingAt' | 'news'
>;

/** Somebody as an organiser names them: by a Slack user, or by a name for those who are not in Slack. */
export interface ListedPerson {
  /** Of a participant who is known. */
  readonly id?: string;
  readonly userId?: string;
  readonly name?: string;
  /** In lower case. */
  readonly email?: string;
}

/** Rosters that were read and not confirmed yet, so that any process can go on with them; gone after a day. */
export interface RosterDraftStore {
  save(draft: RosterDraft): Promise<string>;
  /** The draft, to exactly one caller; undefined when it was taken before, or is too old. */
  take(id: string): Promise<RosterDraft | undefined>;
}

export interface RosterDraft {
  readonly workshopId: string;
  /** Slack user who sent it. */
  readonly by: string;
  readonly lines: readonly RosterLine[];
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
   * Starts an operation, its steps and its job in one transaction. Where a deploy or destroy of the workshop is running and the new
   * one is a deploy or destroy too, nothing is written and the running one is returned: a refusal that informs.
   */
  begin(operation: NewOperation): Promise<{ started: Operation } | { running: Operation }>;
  get(id: string): Promise<Operation | undefined>;
  /** Operations in state `running`, oldest first; of every workshop unless one is named. */
  running(workshopId?: string): Promise<Operation[]>;
  /** Operations of the last day that ended, whose end still waits to be told; of those that have no message yet, the last hour's. */
  untold(): Promise<Operation[]>;
  /** Restarts of the last hour that ended, of which those who sit there were not yet told. */
  restartsUntold(): Promise<Operation[]>;
  /** Notes where the operation's message is, in place of `before`; false where another was noted meanwhile. */
  setMessage(id: string, message: MessagePlace, before: MessagePlace | undefined): Promise<boolean>;
  /** Marks something as told; false when it was already (atomic, so that two workers do not say it twice). */
  tellOnce(id: string, what: string): Promise<boolean>;
  finish(id: string, state: OperationState, problem?: Problem): Promise<Operation>;
  /** Asks a running operation to stop; undefined when it is not running, or was asked before. */
  cancel(id: string, by: string): Promise<Operation | undefined>;
  /** In order: network, database, batches. */
  steps(operationId: string): Promise<Step[]>;
  /** Notes which tasks a restart has found, unless an earlier attempt did; returns what is noted. */
  noteBefore(id: string, before: NonNullable<RestartTarget['before']>): Promise<NonNullable<RestartTarget['before']>>;
  /** Notes why a running operation is paused, or that it is no more. */
  setPaused(id: string, problem: Problem | undefined): Promise<void>;
  /** These steps are not begun any more, unless somebody has. */
  stopWaiting(operationId: string, stacks: readonly string[]): Promise<void>;
  /** Puts a step that has ended back to be worked on, to make these seats' instances anew. */
  redo(operationId: string, stack: string, replace: readonly number[]): Promise<void>;
  /**
   * Takes a step that is waiting, or whose worker is lost; undefined where there is nothing to do: it has ended, or its operation
   * has, or is being cancelled. From then on only the returned attempt may write to it.
   */
  takeStep(operationId: string, stack: string, worker: string): Promise<TakenStep | undefined>;
  /** False when the step is another attempt's by now: nothing is written then. Every write is a sign of life. */
  updateStep(step: StepAttempt, change: Partial<StepChange>): Promise<boolean>;
  /** Stacks that stand: the newest deploy or destroy step of the stack that was begun is a deploy's, and done. */
  stacksStanding(workshopId: string): Promise<string[]>;
}

/** One worker's turn at a step. */
export interface StepAttempt {
  readonly operationId: string;
  readonly stack: string;
  /** 1-based. */
  readonly attempt: number;
}

export interface TakenStep extends StepAttempt {
  readonly step: Step;
  /** When `step.replace` was asked for. */
  readonly replaceOrderedAt: Date | undefined;
  /** Set where an earlier attempt did not end. */
  readonly lost: LostRun | undefined;
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
  readonly replace: readonly number[];
}

export interface EventStore {
  /** Appends; events are never changed or removed. */
  append(event: UsherEvent): Promise<RecordedEvent>;
  /** Newest last. */
  list(workshopId: string, options?: { readonly limit?: number }): Promise<RecordedEvent[]>;
  /** Events of all workshops with an id above this one, oldest first, at most 1,000. */
  after(id: number): Promise<RecordedEvent[]>;
  /** The highest id given so far; 0 where there is none. */
  last(): Promise<number>;
  /** Newest first: what people did, or all that concerns one seat or one person. */
  search(workshopId: string, search: EventSearch): Promise<RecordedEvent[]>;
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

export interface EventSearch {
  readonly limit: number;
  /** Only those before the event with this id. */
  readonly before?: number | undefined;
  /** What was done to this seat, or became of it. */
  readonly seat?: number | undefined;
  /** What this Slack user did. */
  readonly userId?: string | undefined;
  /** Types to leave out. */
  readonly without?: readonly string[] | undefined;
}

export interface AnnouncementStore {
  draft(announcement: Pick<Announcement, 'workshopId' | 'by' | 'text' | 'audience'>): Promise<Announcement>;
  get(id: string): Promise<Announcement | undefined>;
  /** Makes a draft one that is being told to these people; false where it is no draft any more. */
  begin(id: string, hearers: readonly Hearer[]): Promise<boolean>;
  /** Those that are being told, oldest first. */
  unfinished(): Promise<Announcement[]>;
  /** Marks the next one who is due as being told and returns them: to exactly one caller, so that nobody hears it twice. */
  takeNext(id: string): Promise<Recipient | undefined>;
  settle(id: string, place: number, state: Recipient['state']): Promise<void>;
  /** True for exactly one caller. */
  finish(id: string): Promise<boolean>;
  /** In order of place. */
  recipients(id: string): Promise<Recipient[]>;
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
  apply(workshop: Workshop, stack: string, signal: AbortSignal, options?: ApplyOptions): AsyncIterable<StackEvent>;
  /** Destroys one stack; destroying what does not exist succeeds. */
  destroy(
    workshop: Workshop,
    stack: string,
    signal: AbortSignal,
    options?: Pick<ApplyOptions, 'placements' | 'lost'>,
  ): AsyncIterable<StackEvent>;
  /** How many stacks may be worked on at once on this machine (cores and memory). */
  readonly parallelism: number;
  /** `user@host` of this process, as Terraform writes it into a lock. */
  readonly who: string;
}

/** What an apply is told besides. */
export interface ApplyOptions {
  /** Where hosts go that AWS had no capacity for at their usual place, by seat number. */
  readonly placements?: ReadonlyMap<number, Placement>;
  /** Seats whose instance is made anew; what else they have stays. */
  readonly replace?: readonly number[];
  /**
   * When `replace` was ordered: an instance launched later is the new one already, and stays. Whoever repeats a call must say it;
   * else it is the start of the lost run, or of this call.
   */
  readonly replaceOrderedAt?: Date;
  /** An earlier run of this stack that was lost with its worker: what it left half-done is taken up, its lock released. */
  readonly lost?: LostRun;
}

/** Where a seat's host goes; what is not said is as usual. */
export interface Placement {
  /** Index of the zone, 0 or 1. */
  readonly zone?: number;
  readonly instanceType?: string;
}

export interface LostRun {
  readonly from: Date;
  /** Its worker's last sign of life. */
  readonly until: Date;
  /** `user@host`, as Terraform writes it into a lock. */
  readonly who: string;
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
  /** What AWS knows of one app of one seat, part by part. Costs four calls. */
  examine(workshop: Workshop, no: number, app: string): Promise<AppExam>;
  /** The last lines an app of a seat wrote, oldest first; none where it never ran, or AWS keeps them no more. */
  logs(workshop: Workshop, no: number, app: string, most: number): Promise<readonly LogLine[]>;
  /** Stops the running task so that the service starts a new one; the files on the host stay. */
  restart(workshop: Workshop, no: number, app: string): Promise<void>;
  /** Who the credentials belong to: account id and ARN. */
  identity(): Promise<{ readonly account: string; readonly arn: string }>;
  /** Resources that still carry the workshop's tag: ARNs; empty after a complete destroy. */
  leftovers(workshop: Workshop): Promise<string[]>;
}

/** States are AWS's own words, in lower case. */
export interface AppExam {
  /** Undefined where it does not exist. */
  readonly service: { readonly running: number } | undefined;
  readonly task: { readonly status: string; readonly health: string; readonly since: Date | undefined } | undefined;
  readonly containers: readonly {
    readonly name: string;
    readonly status: string;
    readonly exitCode: number | undefined;
  }[];
  /** `why`: the end of a sentence for people; undefined when it is healthy. */
  readonly target: { readonly state: string; readonly why: string | undefined } | undefined;
}

export interface LogLine {
  readonly at: Date;
  /** Which container of the task wrote it: the app itself, or one that prepares it. */
  readonly container: string;
  /** As it was written: it may hold a credential. */
  readonly text: string;
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
  /** `maple-otter`: two words that let participants in where the workshop is joined by a code; 21 bits, readable aloud. */
  joinCode(workshop: Pick<Workshop, 'id' | 'rotation'>): string;
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

/** Where AWS is asked for larger quotas. Throws ProblemError where it refuses to be asked. */
export interface QuotaDesk {
  /** Asks for the quota to be raised to `value`; returns the id of the request. */
  ask(region: string, service: string, code: string, value: number): Promise<string>;
  look(region: string, service: string, id: string): Promise<QuotaRequestState>;
}

/** A quota of Service Quotas, in its own unit. */
export interface PreflightQuota {
  /** `ec2`. */
  readonly service: string;
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
  /** Members of a channel, people only. What was asked before may be a minute old, unless it is to be asked `anew`. */
  isMember(channel: string, userId: string, anew?: boolean): Promise<boolean>;
  standing(userId: string): Promise<Standing>;
  /** Everybody in a channel, bots included. */
  members(channel: string): Promise<readonly string[]>;
}

/**
 * How somebody belongs to Usher's own workspace. `guest`: invited to some of its channels. `outside`: of another workspace, met in a
 * channel that both share, or unknown. `gone`: deactivated.
 */
export type Standing = 'member' | 'guest' | 'outside' | 'bot' | 'gone';

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
