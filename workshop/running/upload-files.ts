import type { Context } from '../context';
import type { Operation } from '../operation';
import { ProblemError, type Problem } from '../problems';
import type { Workshop } from '../workshop';

/**
 * Puts the assignment files where seats look for them when they start; `network` must stand. Returns the problem that kept it
 * from that, or `interrupted` when Usher is shutting down.
 */
export async function uploadFiles(
  context: Context,
  workshop: Workshop,
  operation: Operation,
): Promise<Problem | 'interrupted' | undefined> {
  if (workshop.spec.files === undefined) return undefined;
  try {
    const uploaded = await context.files.upload(workshop, context.signal);
    const about = { workshopId: workshop.id, actor: 'usher', operationId: operation.id };
    await context.emit({ ...about, type: 'files-uploaded', ...uploaded });
    return undefined;
  } catch (error) {
    if (context.signal.aborted) return 'interrupted';
    if (!(error instanceof ProblemError)) throw error;
    return error.problem;
  }
}
