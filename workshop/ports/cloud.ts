import type { Problem } from '../problems';
import type { Workshop } from '../workshop';

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
  /** Asks for every host that is on to be turned off; volumes and addresses of the seats stay. */
  stopHosts(workshop: Workshop): Promise<void>;
  /** Asks for every host that is off to be turned on. */
  startHosts(workshop: Workshop): Promise<StartedHosts>;
  /** Who the credentials belong to: account id and ARN. */
  identity(): Promise<{ readonly account: string; readonly arn: string }>;
  /** Resources that still carry the workshop's tag: ARNs; empty after a complete destroy. */
  leftovers(workshop: Workshop): Promise<string[]>;
  /** The same of seats, batches and load balancers that the workshop has no more: empty after a complete scale. */
  remains(workshop: Workshop): Promise<string[]>;
}

export interface StartedHosts {
  /** Hosts that are still on their way down: they have to be asked for again. */
  readonly stopping: number;
  /** Why a host could not be turned on, by seat. */
  readonly refused: ReadonlyMap<number, Problem>;
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
