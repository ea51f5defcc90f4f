import type { IncomingMessage, ServerResponse } from 'node:http';
import { folderOf } from '../lifecycle/folder';
import { appOf, tell, type News } from '../lifecycle/logs';
import type { Plane } from '../lifecycle/plane';
import { lastPart } from '../model/arn';
import type { TargetGroup } from '../model/balancers';
import type { Task } from '../model/world';
import { answerAsAirflow } from './airflow';
import { readForm, type Exchange } from './exchange';
import { answerAsJupyter, isOwnPage, XSRF, xsrfOf } from './jupyter';
import { seatPage, signInPage, type Place } from './page';
import { cookieName, environmentOf, isSignedIn, matches, tokenFor, wordsOf, type Words } from './session';

/** Answers a request that reached a task, in place of the app in its container. */
export type StandIn = (
  task: Task,
  group: TargetGroup,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>;

const NOTES = 'notes.txt';

/** The stand-in for every app of the data plane. */
export function createStandIn(plane: Plane): StandIn {
  return async (task, group, request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://any');
    if (pathname === group.check.path) return health(pathname, response);
    const place = placeOf(plane, task);
    const words = wordsOf(task);
    const folder = folderOf(plane, task);
    const note = (news: News): void => {
      const app = appOf(task);
      if (app) tell(plane, task, app, news);
    };
    const isJupyter = group.check.path.endsWith('/api');
    const exchange: Exchange = { task, request, response, path: pathname, words, note };
    if (isJupyter ? answerAsJupyter(exchange) : await answerAsAirflow(exchange)) return;

    const form = request.method === 'POST' ? await readForm(request) : undefined;
    const xsrf = isJupyter ? xsrfOf(request) : undefined;
    const signIn = (status: number, wrong: boolean): void => {
      if (xsrf !== undefined) response.setHeader('set-cookie', `${XSRF}=${xsrf}; Path=/`);
      html(response, status, signInPage(place, wrong, xsrf));
    };
    if (form && pathname === '/login') {
      const status = loginStatus(words, form, !isJupyter || isOwnPage(request, form.get(XSRF)));
      note({ kind: 'request', method: 'POST', path: '/login', status });
      if (status !== 302 || !words) return signIn(status, true);
      const cookie = `${cookieName(task)}=${tokenFor(task, words)}; Path=/; HttpOnly; SameSite=Lax`;
      response.writeHead(302, { location: '/', 'set-cookie': cookie }).end();
      return;
    }
    if (pathname === '/login') return signIn(200, false);
    if (!words || !isSignedIn(request, task, words)) {
      return signIn(401, request.headers.authorization !== undefined);
    }
    if (form && pathname === '/notes') {
      note({ kind: 'saved', path: NOTES });
      folder.set(NOTES, (form.get('notes') ?? '').replaceAll('\r\n', '\n'));
      response.writeHead(303, { location: '/' }).end();
      return;
    }
    const others = [...folder.keys()].filter((path) => path !== NOTES && !path.startsWith('.')).sort();
    html(response, 200, seatPage(place, words.user, folder.get(NOTES) ?? '', others));
  };
}

/** Jupyter itself asks for no user: who names none is asked for the password alone. */
function loginStatus(words: Words | undefined, form: URLSearchParams, ownPage: boolean): 302 | 401 | 403 {
  if (!ownPage) return 403;
  return words && matches(words, form.get('user') ?? words.user, form.get('password') ?? '') ? 302 : 401;
}

/** Workshop, seat and app from what the task itself carries. */
function placeOf(plane: Plane, task: Task): Place {
  const environment = environmentOf(task);
  const tags = { ...task.definition.tags, ...plane.world.services.get(task.service ?? '')?.tags, ...task.tags };
  const tagged = (name: string) => Object.entries(tags).find(([key]) => lastPart(key).split(':').pop() === name)?.[1];
  const attributes = plane.world.hosts.get(task.host)?.attributes;
  const app = plane.world.services.get(task.service ?? '')?.targets[0]?.containerName;
  return {
    workshop: environment['USHER_WORKSHOP'] ?? tagged('workshop') ?? lastPart(task.cluster),
    seat: environment['USHER_SEAT'] ?? tagged('seat') ?? attributes?.['seat'] ?? '?',
    app: environment['USHER_APP'] ?? app ?? task.containers.at(-1)?.definition.name ?? task.definition.family,
    url: environment['USHER_URL'],
  };
}

/** What the real apps answer on their health paths. */
function health(path: string, response: ServerResponse): void {
  const well = { status: 'healthy' };
  const now = new Date().toISOString();
  const body = path.endsWith('/monitor/health')
    ? {
        metadatabase: well,
        scheduler: { ...well, latest_scheduler_heartbeat: now },
        triggerer: { ...well, latest_triggerer_heartbeat: now },
        dag_processor: { ...well, latest_dag_processor_heartbeat: now },
      }
    : path.endsWith('/api')
      ? { version: '2.17.0' }
      : { status: 'ok' };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function html(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  });
  response.end(page);
}
