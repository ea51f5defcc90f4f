import type { IncomingMessage, ServerResponse } from 'node:http';
import { folderOf } from '../lifecycle/folder';
import { appOf, tell, type News } from '../lifecycle/logs';
import type { Plane } from '../lifecycle/plane';
import { lastPart } from '../model/arn';
import type { TargetGroup } from '../model/balancers';
import type { Task } from '../model/world';
import { seatPage, signInPage, type Place } from './page';
import { cookieName, environmentOf, isSignedIn, matches, tokenFor, wordsOf } from './session';

/** Answers a request that reached a task, in place of the app in its container. */
export type StandIn = (
  task: Task,
  group: TargetGroup,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>;

const NOTES = 'notes.txt';
const LONGEST_FORM = 100_000;

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

    if (request.method === 'POST' && pathname === '/login') {
      const form = await readForm(request);
      if (!words || !matches(words, form.get('user') ?? '', form.get('password') ?? '')) {
        note({ kind: 'request', method: 'POST', path: '/login', status: 401 });
        return html(response, 401, signInPage(place, true));
      }
      note({ kind: 'request', method: 'POST', path: '/login', status: 302 });
      const cookie = `${cookieName(task)}=${tokenFor(task, words)}; Path=/; HttpOnly; SameSite=Lax`;
      response.writeHead(303, { location: '/', 'set-cookie': cookie }).end();
      return;
    }
    if (!words || !isSignedIn(request, task, words)) {
      return html(response, 401, signInPage(place, request.headers.authorization !== undefined));
    }
    if (request.method === 'POST' && pathname === '/notes') {
      note({ kind: 'saved', path: NOTES });
      folder.set(NOTES, ((await readForm(request)).get('notes') ?? '').replaceAll('\r\n', '\n'));
      response.writeHead(303, { location: '/' }).end();
      return;
    }
    const others = [...folder.keys()].filter((path) => path !== NOTES && !path.startsWith('.')).sort();
    html(response, 200, seatPage(place, words.user, folder.get(NOTES) ?? '', others));
  };
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

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > LONGEST_FORM) throw new Error('form too long');
  }
  return new URLSearchParams(body);
}
