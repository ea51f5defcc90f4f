import type { AppSpec } from './apps';
import type { UsherEvent } from './events';
import type { Archive } from './ports/archive';
import type { AssignmentFiles } from './ports/assignment-files';
import type { Clock } from './ports/clock';
import type { Cloud } from './ports/cloud';
import type { HostNumbers } from './ports/host-numbers';
import type { HostShell } from './ports/host-shell';
import type { CostReport } from './ports/cost-report';
import type { Credentials } from './ports/credentials';
import type { Directory } from './ports/directory';
import type { OwnAddress } from './ports/own-address';
import type { Preflight, QuotaDesk } from './ports/preflight';
import type { Prices } from './ports/prices';
import type { Probe } from './ports/probe';
import type { Provisioner } from './ports/provisioner';
import type { Store } from './ports/store';
import type { Visitor } from './ports/visitor';

/** What working on stacks takes; any machine that reaches AWS and the database can. */
export interface StackContext {
  readonly store: Store;
  readonly provisioner: Provisioner;
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly pace: Pace;
  /** Names this process wherever its work is noted: `user@host:pid`. */
  readonly worker: string;
  readonly log: (line: string) => void;
  /** Records the event and tells the listeners. */
  emit(event: UsherEvent): Promise<void>;
  /** Tells the listeners that an operation's picture changed; nothing is recorded. */
  changed(workshopId: string, operationId: string): void;
  /** Aborts when this process is to end, or the job is another one's: work stops gracefully and stays marked as running, to be resumed. */
  readonly signal: AbortSignal;
}

/** What every use-case is given: the world behind ports, the house's defaults, and a way to tell what happened. */
export interface Context extends StackContext {
  readonly probe: Probe;
  readonly visitor: Visitor;
  readonly ownAddress: OwnAddress;
  readonly credentials: Credentials;
  readonly prices: Prices;
  readonly files: AssignmentFiles;
  readonly hosts: HostShell;
  readonly archive: Archive;
  readonly preflight: Preflight;
  readonly quotaDesk: QuotaDesk;
  readonly costReport: CostReport;
  readonly numbers: HostNumbers;
  readonly directory: Directory;
  readonly defaults: { readonly region: string; readonly instanceType: string; readonly apps: readonly AppSpec[] };
}

/** All in milliseconds. */
export interface Pace {
  /** Between two looks at seats that start, and at credentials that AWS refuses. */
  readonly pollMs: number;
  /** Between two looks at the steps of an operation, and two signs of life of whoever works on one. */
  readonly stepMs: number;
  /** How long an instance may run without its ECS agent before it is made anew. */
  readonly registerTimeoutMs: number;
  /** How long a seat may take from its batch's end, or its restart, until it answers. */
  readonly readyTimeoutMs: number;
}
