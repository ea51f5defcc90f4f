import type { StackEvent } from '../../workshop/ports/provisioner';
import { ProblemError } from '../../workshop/problems';
import { interruptedProblem, problemOfError } from './problems';

/** The same events; what is thrown on the way becomes the last of them. */
export async function* neverThrowing(
  signal: AbortSignal,
  make: () => AsyncGenerator<StackEvent, void>,
): AsyncGenerator<StackEvent, void> {
  try {
    if (signal.aborted) throw new ProblemError(interruptedProblem);
    yield* make();
  } catch (error) {
    const problem = error instanceof ProblemError ? error.problem : problemOfError(error);
    yield { type: 'failed', problem: signal.aborted ? interruptedProblem : problem };
  }
}
