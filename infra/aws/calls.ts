import type { Clients } from './clients';
import { areCredentialsRefused, problemOfCall } from './problems';

interface Answer {
  readonly $metadata: { readonly attempts?: number | undefined };
}

/** Makes calls, counts them with their repetitions, and turns what AWS refuses into a ProblemError. */
export class Calls {
  #made = 0;

  constructor(private readonly clients: Pick<Clients, 'endpointOf'> & Partial<Pick<Clients, 'refused'>>) {}

  /** Calls made so far. */
  get made(): number {
    return this.#made;
  }

  /** `action` as IAM names it: `ecs:ListTasks`. Errors whose name is in `expected` are thrown as they come. */
  async make<T extends Answer>(action: string, call: () => Promise<T>, expected: readonly string[] = []): Promise<T> {
    try {
      const answer = await call();
      this.#made += answer.$metadata.attempts ?? 1;
      return answer;
    } catch (error) {
      const { name, $metadata } = error as Partial<Answer> & { name?: string };
      this.#made += $metadata?.attempts ?? 1;
      if (name !== undefined && expected.includes(name)) throw error;
      if (areCredentialsRefused(error)) this.clients.refused?.();
      const [service = ''] = action.split(':');
      throw problemOfCall(error, { action, endpoint: this.clients.endpointOf(service) });
    }
  }

  /** Every page of a listing; `ask` is given the token of the page and answers with the next one. */
  async pages<T>(ask: (token: string | undefined) => Promise<{ items: T[]; next: string | undefined }>): Promise<T[]> {
    const all: T[] = [];
    let token: string | undefined;
    do {
      const page = await ask(token);
      all.push(...page.items);
      token = page.next === '' ? undefined : page.next;
    } while (token !== undefined);
    return all;
  }
}

/** Cuts a list into pieces of at most `size`. */
export function pieces<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}
