import type { StackContext } from '../context';
import { ProblemError, type Problem } from '../problems';

/** What is told of a wait for new credentials. */
export interface Pause {
  begins(problem: Problem): Promise<void>;
  ends(): Promise<void>;
}

/**
 * Waits until AWS takes the credentials again; `problem` is how it refused them. Resolves early when the signal aborts. Nothing is
 * lost meanwhile: what was refused is simply asked for again.
 */
export async function awaitCredentials(
  { cloud, clock, pace }: Pick<StackContext, 'cloud' | 'clock' | 'pace'>,
  problem: Problem,
  signal: AbortSignal,
  pause: Pause,
): Promise<void> {
  await pause.begins(problem);
  do await clock.sleep(pace.pollMs, signal);
  while (!signal.aborted && !(await isKnown(cloud)));
  if (!signal.aborted) await pause.ends();
}

const isKnown = (cloud: StackContext['cloud']): Promise<boolean> =>
  cloud.identity().then(
    () => true,
    () => false,
  );

/** Does something that AWS may refuse for want of credentials, as often as it takes; everything else it throws is passed on. */
export async function patiently<T>(
  context: Pick<StackContext, 'cloud' | 'clock' | 'pace'>,
  signal: AbortSignal,
  pause: Pause,
  does: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await does();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.kind !== 'credentials' || signal.aborted) throw error;
      await awaitCredentials(context, error.problem, signal, pause);
      if (signal.aborted) throw error;
    }
  }
}
