import { json, readBody, type Exchange } from './exchange';
import { matches, tokenFor } from './session';

/** Airflow 3's tokens and its list of DAGs, which is empty; false where the request is for something else. */
export async function answerAsAirflow(exchange: Exchange): Promise<boolean> {
  const { task, request, path, words } = exchange;
  if (path === '/auth/token' && request.method === 'POST') {
    const asked = readAsked(await readBody(request));
    if (!asked) json(exchange, 422, { detail: [{ type: 'missing', loc: ['body'], msg: 'Field required' }] });
    else if (!words || !matches(words, asked.username, asked.password)) {
      json(exchange, 401, { detail: 'Invalid credentials' });
    } else json(exchange, 201, { access_token: tokenFor(task, words) });
    return true;
  }
  if (!path.startsWith('/api/v2/')) return false;
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!words || token !== tokenFor(task, words)) json(exchange, 401, { detail: 'Not authenticated' });
  else if (path === '/api/v2/dags') json(exchange, 200, { dags: [], total_entries: 0 });
  else json(exchange, 404, { detail: 'Not Found' });
  return true;
}

function readAsked(body: string): { username: string; password: string } | undefined {
  try {
    const { username, password } = JSON.parse(body) as Record<string, unknown>;
    return typeof username === 'string' && typeof password === 'string' ? { username, password } : undefined;
  } catch {
    return undefined;
  }
}
