import type { Announcement, AnnouncementEnd, Audience, Hearer, Recipient } from './announcement';
import type { MessagePlace, Operation, Step } from './operation';
import type { QuotaRequest } from './quota-request';
import type { ImportPlan, RosterLine } from './roster';
import type { InSlack, News, Participant, Seat, Sitter } from './seat';
import type { JoinPolicy, Workshop, WorkshopSpec } from './workshop';
import type { CrewMember, Rights, Role } from './crew';
import type { EventListener, RecordedEvent } from './events';
import type { AppExam, HealthMessage, LogLine, PreflightLine, Price, RosterDraft, SeatInspection } from './ports';
import type { Answered } from './help/answer';
import type { Asked, HelpWish } from './help/ask';
import type { PageCheck } from './help/check-pages';
import type { HelpOverview, HelpView } from './help/overview';
import type { HelpRequest, Place } from './help/request';
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
  /**
   * Asks the running operation to stop gracefully: what exists stays, a deploy goes on later, a destroy removes it. `stopping`:
   * somebody asked before. With an `operationId`, only that one.
   */
  cancel(
    workshop: Workshop,
    by: string,
    operationId?: string,
  ): Promise<{ stopping: Operation } | { refused: 'stopping'; operation: Operation } | { refused: 'nothing-runs' }>;
  /** Opens for participants, early or late; pays every card that is owed. */
  open(
    workshop: Workshop,
    by: string,
    room: string | undefined,
  ): Promise<{ opened: Workshop } | { refused: 'no-room' | 'not-deployed' }>;
  /** It opens by itself at that time, or as soon afterwards as a seat is ready; everybody with a seat is told when. */
  planOpening(
    workshop: Workshop,
    by: string,
    room: string | undefined,
    at: Date,
  ): Promise<{ planned: Workshop } | { refused: 'no-room' | 'open' | 'after-end' }>;
  /** Nobody is given a card from now on; takes back a planned opening. Seats stay with their people, and what runs goes on. */
  close(
    workshop: Workshop,
    by: string,
  ): Promise<{ closed: Workshop } | { unplanned: Workshop } | { refused: 'not-open' }>;
  /** Notes where the invitation in the room is. */
  noteInvitation(workshopId: string, message: { channel: string; ts: string }): Promise<void>;
  /** What this person may do, and where. */
  rights(userId: string): Promise<Rights>;
  crew(workshop: Workshop): Promise<CrewMember[]>;
  /** Adds somebody to the crew, or gives them another role. */
  addCrew(
    workshop: Workshop,
    by: string,
    userId: string,
    role: Role,
  ): Promise<{ added: true } | { refused: 'outside' | 'bot' | 'gone' | 'already' }>;
  removeCrew(workshop: Workshop, by: string, userId: string): Promise<{ removed: true } | { refused: 'not-in-it' }>;
  /** The words that let participants in, where the workshop is joined by a code. */
  joinCode(workshop: Workshop): string | undefined;
  /** Words of a participant that may be a code, as `readCode` gives them; undefined where they may have no need of one. */
  tryCode(userId: string, code: string): Promise<CodeTry | undefined>;
  /** They came into a channel: seats them where it is the room of a workshop that is joined by its room. */
  joinRoom(userId: string, channel: string): Promise<readonly Joined[]>;
  /** They left a channel: their seat waits a while for them to come back. */
  leaveRoom(userId: string, channel: string): Promise<readonly Left[]>;
  /** They got the card they asked for, or pressed Open on it: they sit at their seat. */
  arrived(userId: string): Promise<void>;
  /** Who waits for a seat, and who has not opened theirs. */
  waitlist(workshop: Workshop): Promise<Waitlist>;
  /** Gives seats that nobody opened to those who wait, one each; which seats, and who had them. */
  offerUnopened(workshop: Workshop, by: string): Promise<readonly { readonly no: number; readonly userId: string }[]>;
  /** Frees the seat of somebody who left the room. */
  freeLeft(
    workshop: Workshop,
    by: string,
    no: number,
  ): Promise<{ freed: string } | { refused: 'came-back' | 'not-left' }>;
  /** Does what time brings (opening, seats of people who left, the waitlist), and returns what is to be said of it. */
  tend(): Promise<Tidings>;
  /** The news of a participant, for exactly one caller. */
  takeNews(participantId: string): Promise<News | undefined>;
  /** Gives news back that could not be told. */
  keepNews(participantId: string, news: News): Promise<void>;
  /** Forgets the card of somebody whose seat is not theirs any more. */
  dropCard(participantId: string): Promise<void>;
  /** Marks something about the workshop as told; false when somebody told it before. */
  tellOnceOf(workshopId: string, what: string): Promise<boolean>;
  /** Moves the end of a workshop, by itself or again. */
  moveEnd(workshop: Workshop, by: string, endsAt: Date): Promise<{ moved: Workshop } | { refused: 'past' }>;
  /** Whether it is destroyed by itself at its end: by whose word, or not. */
  chooseEnd(workshop: Workshop, by: string | undefined): Promise<Workshop>;
  /** A deploy that begins by itself; without `at`, none does. */
  scheduleDeploy(workshop: Workshop, by: string, at: Date | undefined): Promise<Workshop>;
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
  /** Gives a seat to somebody; who sits elsewhere moves only where `from` names that seat. */
  assign(workshop: Workshop, by: string, request: AssignRequest): Promise<Assigned>;
  /** Frees a seat, if this participant still sits there. */
  release(workshop: Workshop, by: string, no: number, participantId: string): Promise<Released>;
  /** What a list would change; changes nothing. */
  planRoster(workshop: Workshop, lines: readonly RosterLine[]): Promise<ImportPlan>;
  importRoster(workshop: Workshop, by: string, lines: readonly RosterLine[]): Promise<Imported>;
  /** Keeps a list that was read until it is confirmed; returns its id. */
  keepRoster(draft: RosterDraft): Promise<string>;
  /** The list of this id, to exactly one caller. */
  takeRoster(id: string): Promise<RosterDraft | undefined>;
  /** Keeps the name of somebody as Slack gives it. */
  noteName(participantId: string, name: string): Promise<void>;
  /** Records that the passwords of these seats were put on paper. */
  noteCardsPrinted(workshop: Workshop, by: string, seats: readonly number[]): Promise<void>;
  /** Notes where the participant's DM and card are; `owed` asks for a new message when the seat is ready. */
  noteCard(participantId: string, note: { dmChannel: string; cardTs?: string; owed: boolean }): Promise<void>;
  /** Has whoever speaks look whether the card that was promised for this seat is due already. */
  notePromise(workshopId: string, no: number): Promise<void>;
  /** A card, or the news that there will be none, is owed no more; false where it was not owed. */
  settleCard(participantId: string): Promise<boolean>;
  /** Everything a card shows, with the password: for a DM only. */
  card(workshop: Workshop, seat: Seat): SeatCard;
  /** Everything a progress message shows, read from the store. */
  progress(operationId: string): Promise<OperationView | undefined>;
  /** Notes where the operation's message is, in place of `before`; false where another process has posted one meanwhile. */
  noteProgressMessage(operationId: string, message: MessagePlace, before: MessagePlace | undefined): Promise<boolean>;
  /** Marks a report of the operation as told; false when somebody told it before. */
  tellOnce(operationId: string, what: string): Promise<boolean>;
  /** Calls back on every event until the returned function is called. */
  subscribe(listener: EventListener): () => void;
  /** Running operations, and the ended ones whose end nobody told yet. */
  unfinished(): Promise<Operation[]>;
  /** Restarts that ended lately, of which those who sit there were not told. */
  restartsUntold(): Promise<Operation[]>;
  /** Begins to work: takes up what was left running, here or elsewhere, whose operations are returned. */
  start(): Promise<Operation[]>;
  /** Stops taking new work, asks running work to stop gracefully and waits for it. */
  drain(): Promise<void>;
}

/** Telling many people the same: drafted, shown, confirmed, told one by one. */
export interface Announcements {
  draft(workshop: Workshop, by: string, text: string, audience: Audience): Promise<AnnouncementDraft>;
  /** Whose it is; undefined where there is no such announcement. */
  workshopOf(id: string): Promise<Workshop | undefined>;
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
  /** Who sits there. */
  readonly sitter: Sitter | undefined;
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
  /** The participant's Slack user, where somebody sits there who is in Slack. */
  readonly userId: string | undefined;
  /** The participant's name, where an organiser wrote it: of whoever is not in Slack always. */
  readonly name?: string | undefined;
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

/** Who shall sit where: somebody of the roster, a Slack user, or somebody by name. */
export interface AssignRequest {
  readonly no: number;
  readonly participantId?: string;
  readonly userId?: string;
  readonly name?: string;
  /** The seat they are known to leave for it. */
  readonly from?: number;
}

export type Assigned =
  | { readonly assigned: Seat; readonly participant: Participant }
  | { readonly refused: 'no-such-seat' | 'spare' }
  | { readonly refused: 'taken'; readonly by: Participant }
  | { readonly refused: 'sits-there'; readonly participant: Participant }
  | { readonly refused: 'sits-elsewhere'; readonly participant: Participant; readonly seat: Seat }
  /** More than one on the roster has that name. */
  | { readonly refused: 'several'; readonly people: readonly Participant[] };

export type Released = { readonly released: true } | { readonly refused: 'not-there' };

export interface Imported {
  /** New on the roster. */
  readonly people: number;
  /** Given to somebody. */
  readonly seats: number;
  /** Lines that said nothing new. */
  readonly unchanged: number;
  /** Lines whose seat somebody else took a moment before. */
  readonly late: readonly number[];
  /** Lines that were left out. */
  readonly problems: ImportPlan['problems'];
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
      readonly why: 'not-deployed' | 'not-open' | 'closed' | 'starting' | 'failing';
    }
  /** Every seat is taken: they are on the waitlist. */
  | {
      readonly kind: 'waitlisted';
      readonly workshop: Workshop;
      readonly participant: Participant;
      /** 1 is next. */
      readonly place: number;
      /** False when they were on it already. */
      readonly fresh: boolean;
    }
  /** May not claim. `workshops` are those they could join, each in its own way. */
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
  /** Who sits where, by seat number. */
  readonly owners: ReadonlyMap<number, Sitter>;
  readonly hourly: number;
  readonly spent: number;
  /** When it will be done, from what is done so far; undefined while that says nothing. */
  readonly expectedAt: Date | undefined;
  readonly now: Date;
  /** After a destroy: ARNs that still carry the workshop's tag. */
  readonly leftovers: readonly string[] | undefined;
}

export type CodeTry =
  | { readonly kind: 'admitted'; readonly workshop: Workshop }
  | { readonly kind: 'wrong' }
  /** No try counts for some minutes. */
  | { readonly kind: 'too-many' };

/** What came of somebody's coming into a room. `back`: their seat had waited for them. */
export type Joined =
  | { readonly kind: 'back'; readonly workshop: Workshop; readonly seat: Seat; readonly participant: Participant }
  | Extract<ClaimResult, { kind: 'card' | 'wait' | 'waitlisted' }>;

/** What came of somebody's leaving a room. */
export type Left =
  | {
      readonly kind: 'grace';
      readonly workshop: Workshop;
      readonly seat: Seat;
      readonly participant: Participant;
      readonly until: Date;
      /** They had their card: there may be work of theirs, and the seat is freed by the crew alone. */
      readonly used: boolean;
    }
  | { readonly kind: 'off-waitlist'; readonly workshop: Workshop; readonly participant: Participant };

export interface Waitlist {
  /** In order. */
  readonly waiting: readonly InSlack[];
  /** Seats that stand ready and whose people had their card, but gave no sign; since their card. */
  readonly unopened: readonly { readonly seat: Seat; readonly participant: InSlack; readonly since: Date }[];
}

/** What is to be said unasked. Each is told by whoever marks it first (`takeNews`, `tellOnceOf`). */
export interface Tidings {
  readonly news: readonly {
    readonly workshop: Workshop;
    readonly participant: InSlack;
    readonly news: News;
  }[];
  /** Opened by themselves, and not yet invited to or told of. */
  readonly opened: readonly Workshop[];
  /** Their time to open has come, but no seat is ready. */
  readonly late: readonly Workshop[];
  /** Left their room, came not back, and may have work at their seat. */
  readonly left: readonly { readonly workshop: Workshop; readonly participant: InSlack; readonly seat: Seat }[];
  /** Deploys that began by themselves, and what became of asking for them. */
  readonly deploys: readonly {
    readonly workshop: Workshop;
    /** When it was planned for. */
    readonly at: Date;
    readonly by: string;
    readonly begun: Awaited<ReturnType<Usher['deploy']>>;
  }[];
  /** Destroys that began by themselves. */
  readonly destroys: readonly { readonly workshop: Workshop; readonly begun: Awaited<ReturnType<Usher['destroy']>> }[];
  /** Ends that are near: at most so many minutes away; 0 is over. */
  readonly endings: readonly { readonly workshop: Workshop; readonly stage: 0 | 15 | 60 }[];
  /** People wait, and seats have stood unopened for half an hour. */
  readonly unopened: readonly { readonly workshop: Workshop; readonly list: Waitlist }[];
}
