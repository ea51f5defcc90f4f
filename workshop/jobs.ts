/**
 * A piece of work that some process does, and another one when that dies. Jobs only say who is at work: what has to be done, and
 * how far it is, is in operations and steps, from which every job can be made anew.
 */
export type Job =
  /** Seeing an operation through: what may begin, what its seats do, how it ends. */
  | { readonly kind: 'operation'; readonly operationId: string }
  /** Applying or destroying one stack of an operation. */
  | { readonly kind: 'stack'; readonly operationId: string; readonly stack: string }
  /** Doing on the hosts of seats what is left of an errand. */
  | { readonly kind: 'errand'; readonly errandId: string }
  /** Saying what nobody asked for just now: progress, cards, news. One process does it, so that it is said once and in Slack's pace. */
  | { readonly kind: 'voice' };

export type JobKind = Job['kind'];
export type JobOf<K extends JobKind> = Extract<Job, { kind: K }>;

/** The shared list of work. */
export interface Jobs {
  /** Puts a job on the list; one that is waiting or being done already is not put there twice. */
  send(job: Job): Promise<void>;
  /**
   * Does jobs of this kind, `atOnce` at a time, until `stop`. `signal` aborts when the job is no longer this process's to do. A job
   * whose `does` throws goes back on the list, for whoever is free after a pause that grows.
   */
  take<K extends JobKind>(
    kind: K,
    atOnce: number,
    does: (job: JobOf<K>, signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
  /** Takes no more jobs; resolves when those being done have ended. */
  stop(): Promise<void>;
}
