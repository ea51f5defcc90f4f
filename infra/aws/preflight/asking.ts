import { setMaxListeners } from 'node:events';
import { ProblemError } from '../../../workshop/problems';
import { Calls } from '../calls';
import type { Clients } from '../clients';

/** What came of a question: its value, or why there is none, in a sentence for people. */
export type Answer<T> = { readonly value: T } | { readonly why: string };

/** One look at an account: what to ask with, and until when. */
export interface Asking extends Clients {
  readonly calls: Calls;
  /** To be given to every call: ends it when time is up. */
  readonly until: { readonly abortSignal: AbortSignal };
  /** Milliseconds for everything. */
  readonly budgetMs: number;
}

/** Begins to look; whatever is asked ends by itself after `budgetMs`. */
export function startAsking(clients: Clients, budgetMs: number): Asking {
  const abortSignal = AbortSignal.timeout(budgetMs);
  // Every call listens to it, and there are more than Node.js takes for a mistake.
  setMaxListeners(0, abortSignal);
  return { ...clients, calls: new Calls(clients), until: { abortSignal }, budgetMs };
}

/** Waits for what was asked, but no longer than there is time; never rejects. */
export async function answerOf<T>(asking: Asking, asked: Promise<T>): Promise<Answer<T>> {
  const { abortSignal } = asking.until;
  const late = { why: `AWS did not answer within ${Math.round(asking.budgetMs / 1000)} s.` };
  let stop = (): void => undefined;
  const timeUp = new Promise<Answer<T>>((resolve) => {
    stop = () => resolve(late);
    if (abortSignal.aborted) stop();
    else abortSignal.addEventListener('abort', stop, { once: true });
  });
  const answered = asked.then(
    (value) => ({ value }),
    (error: unknown) => {
      if (abortSignal.aborted) return late;
      return { why: error instanceof ProblemError ? error.problem.summary : 'Usher could not read the answer of AWS.' };
    },
  );
  try {
    return await Promise.race([answered, timeUp]);
  } finally {
    abortSignal.removeEventListener('abort', stop);
  }
}
