import type { Context } from '../context';
import type { Operation } from '../operation';
import { ProblemError, type Problem } from '../problems';
import type { Workshop } from '../workshop';
import { patiently, type Pause } from './patience';

/** Puts the assignment files where seats look for them when they start; `network` must stand. */
export async function uploadFiles(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  stop: AbortSignal,
  pause: Pause,
): Promise<{ readonly problem?: Problem }> {
  if (workshop.spec.files === undefined) return {};
  // What `network` made is known by now.
  const current = (await context.store.workshops.get(workshop.id)) ?? workshop;
  try {
    const uploaded = await patiently(context, stop, pause, () => context.files.upload(current, stop));
    const about = { workshopId: workshop.id, actor: 'usher', operationId: operation.id };
    await context.emit({ ...about, type: 'files-uploaded', ...uploaded });
    return {};
  } catch (error) {
    if (stop.aborted) return { problem: STOPPED };
    if (!(error instanceof ProblemError)) throw error;
    return { problem: error.problem };
  }
}

const STOPPED: Problem = {
  kind: 'interrupted',
  summary: 'The assignment files were not all sent.',
  next: 'Deploy again: only what is missing is sent.',
};
