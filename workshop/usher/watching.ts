import type { Workshop } from '../workshop';
import type { AppExam, LogLine, SeatInspection } from '../ports/cloud';
import type { HealthMessage } from '../ports/incident-store';
import type { PageCheck } from '../help/check-pages';
import type { Incident } from '../watch/incident';
import type { Sweep } from '../watch/sweep';

/** How seats are: looked at on request and by the sweep. */
export interface Watching {
  health(workshop: Workshop): Promise<HealthReport>;
  /** Everything one seat stands on, from its instance to its addresses. Throws ProblemError. */
  examine(workshop: Workshop, no: number): Promise<SeatExam>;
  /** The last lines of apps of a seat, by app, oldest first and without any credential. Throws ProblemError. */
  logs(
    workshop: Workshop,
    by: string,
    no: number,
    apps: readonly string[],
    most: number,
  ): Promise<ReadonlyMap<string, readonly LogLine[]>>;
  /** Whether each address of a seat answers Usher, now. */
  checkPages(workshop: Workshop, no: number): Promise<readonly PageCheck[]>;
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
  readonly mend: 'restart' | 'wait' | 'deploy' | 'replace' | 'start';
  /** Its machine is there and not well: another one would help. */
  readonly sick?: true;
}
