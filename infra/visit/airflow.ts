import { z } from 'zod';
import type { LogIn, VisitWords } from '../../workshop/ports/visitor';
import { Trouble, type Browser } from './browser';

const Token = z.object({ access_token: z.string().min(1) });

/** Airflow 3 gives a token for user and password, and with it the list of DAGs. */
export async function logInToAirflow(browser: Browser, words: VisitWords, signal: AbortSignal): Promise<LogIn> {
  const { user: username, password } = words;
  const answer = await browser.ask('auth/token', signal, { json: { username, password } });
  if (answer.status === 401) return { kind: 'refused' };
  if (answer.status !== 201) throw new Trouble(`answered ${answer.status} to the login`);
  const headers = { authorization: `Bearer ${Token.parse(JSON.parse(answer.body)).access_token}` };
  const dags = async (until: AbortSignal): Promise<string | undefined> => {
    const { status } = await browser.ask('api/v2/dags?limit=1', until, { headers });
    return status === 200 ? undefined : `answered ${status} to whoever is logged in`;
  };
  const trouble = await dags(signal);
  if (trouble !== undefined) throw new Trouble(trouble);
  return {
    kind: 'in',
    visit: {
      socket: undefined,
      ask: (until) => dags(until).catch((error: unknown) => (error as Error).message),
      leave: () => Promise.resolve(),
    },
  };
}
