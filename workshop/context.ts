import type { AppSpec } from './apps';
import type { UsherEvent } from './events';
import type {
  AssignmentFiles,
  Clock,
  Cloud,
  Credentials,
  Directory,
  Preflight,
  Prices,
  Probe,
  Provisioner,
  QuotaDesk,
  Store,
} from './ports';

/** What every use-case is given: the world behind ports, the house's defaults, and a way to tell what happened. */
export interface Context {
  readonly store: Store;
  readonly provisioner: Provisioner;
  readonly cloud: Cloud;
  readonly probe: Probe;
  readonly credentials: Credentials;
  readonly prices: Prices;
  readonly files: AssignmentFiles;
  readonly preflight: Preflight;
  readonly quotaDesk: QuotaDesk;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly defaults: { readonly region: string; readonly instanceType: string; readonly apps: readonly AppSpec[] };
  readonly pace: Pace;
  readonly log: (line: string) => void;
  /** Records the event and tells the listeners. */
  emit(event: UsherEvent): Promise<void>;
  /** Tells the listeners that an operation's picture changed; nothing is recorded. */
  changed(workshopId: string, operationId: string): void;
  /** Aborts when Usher shuts down: running work stops gracefully and stays marked as running, to be resumed. */
  readonly signal: AbortSignal;
}

export interface Pace {
  /** Milliseconds between two looks at seats that start. */
  readonly pollMs: number;
  /** How long a seat may take from its batch's end, or its restart, until it answers. */
  readonly readyTimeoutMs: number;
}
