import type { Checkup, CheckResult } from '../ports/checkup';
import { ProblemError } from '../problems';

/** What became of one checkup. */
export type Diagnosis = CheckResult & Pick<Checkup, 'group' | 'title'>;

export interface DoctorOptions {
  /** Milliseconds each checkup may take. */
  readonly budgetMs?: number;
  /** Told of checkups that broke: their own words may hold anything, and stay out of the answer. */
  readonly log: (line: string) => void;
}

const BUDGET_MS = 10_000;

/** Runs every checkup at the same time, none able to hold up or break another; results in the order given. Never throws. */
export function examine(checkups: readonly Checkup[], options: DoctorOptions): Promise<readonly Diagnosis[]> {
  return Promise.all(
    checkups.map(async (checkup) => {
      const { group, title } = checkup;
      return { group, title, ...(await within(checkup, options)) };
    }),
  );
}

async function within(checkup: Checkup, { budgetMs = BUDGET_MS, log }: DoctorOptions): Promise<CheckResult> {
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve(noAnswer(budgetMs)), budgetMs);
  });
  try {
    return await Promise.race([Promise.resolve().then(() => checkup.run(ended.signal)), late]);
  } catch (error) {
    return broken(checkup, error, log);
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

const noAnswer = (ms: number): CheckResult => ({
  state: 'unknown',
  says: `No answer within ${ms < 1000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`}.`,
  mend: 'Ask again in a minute; if it stays, look at the network of the machine Usher runs on.',
});

function broken({ group, title }: Checkup, error: unknown, log: (line: string) => void): CheckResult {
  if (error instanceof ProblemError) {
    const { kind, summary, next } = error.problem;
    return { state: kind === 'throttled' ? 'unknown' : 'ill', says: summary, mend: next };
  }
  log(
    `the checkup of ${group}, ${title} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return {
    state: 'unknown',
    says: 'This could not be looked at: the look itself broke.',
    mend: 'Usher’s log has the reason.',
  };
}
