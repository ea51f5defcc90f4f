import type { Operation } from '../operation';
import type { Participant, Seat } from '../seat';
import type { JoinPolicy, Workshop, WorkshopSpec } from '../workshop';
import type { RecordedEvent } from '../events';
import type { PreflightLine } from '../ports/preflight';
import type { Outlook } from '../price-limit';
import type { Price } from '../ports/prices';

/** Workshops: made, found, planned and looked at. */
export interface Workshops {
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
  /** The newest workshop of this name, living or past. */
  recall(name: string): Promise<Workshop | undefined>;
  /** The newest workshop, living or past, in which this Slack user took part. */
  lastOf(userId: string): Promise<Workshop | undefined>;
  status(workshop: Workshop): Promise<WorkshopSummary>;
  plan(workshop: Workshop): Promise<DeployPlan>;
  /** What people did, newest first. */
  audit(workshop: Workshop, wish: AuditWish): Promise<AuditPage>;
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
  /** US dollars; undefined: none. */
  readonly priceLimit?: number | undefined;
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
  /** Where the workshop has a limit. */
  readonly outlook?: Outlook | undefined;
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
  /** Where the workshop has a limit. */
  readonly outlook?: Outlook | undefined;
}
