import type { Context } from '../context';
import type { PreflightLine } from '../ports/preflight';
import { ProblemError, type ProblemKind } from '../problems';
import type { Workshop } from '../workshop';

/** As long as AWS is asked for the rest. */
const FILES_MS = 8_000;
/** These say nothing about the files. */
const PASSING: readonly ProblemKind[] = ['throttled', 'network', 'timeout', 'credentials'];

/** Everything that could stop a deploy: what AWS says of the account, and whether the files are there. Never throws. */
export async function checkBefore(context: Context, workshop: Workshop): Promise<readonly PreflightLine[]> {
  const [lines, files] = await Promise.all([
    context.preflight.check(workshop),
    workshop.spec.files === undefined ? [] : checkFiles(context, workshop),
  ]);
  return [...lines, ...files];
}

async function checkFiles(context: Context, { spec }: Workshop): Promise<PreflightLine[]> {
  const what = 'files of the seats';
  const waited = new AbortController();
  const late = context.clock.sleep(FILES_MS, waited.signal).then(() => undefined);
  try {
    const found = await Promise.race([context.files.check(spec), late]);
    if (!found) return [{ what, verdict: 'unknown', sentence: 'They could not be counted in time.' }];
    return [{ what, verdict: 'ok', sentence: `${found.files} are there.` }];
  } catch (error) {
    if (!(error instanceof ProblemError)) {
      context.log(`the files of ${spec.name} could not be looked at: ${String(error)}`);
      return [{ what, verdict: 'unknown', sentence: 'They could not be looked at; Usher’s log has the reason.' }];
    }
    const { kind, summary, next } = error.problem;
    return PASSING.includes(kind)
      ? [{ what, verdict: 'unknown', sentence: summary }]
      : [{ what, verdict: 'short', sentence: `${summary} ${next}` }];
  } finally {
    waited.abort();
  }
}
