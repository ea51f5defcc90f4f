import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { regionOf } from '../model/arn';
import { admits } from '../lifecycle/facts';
import type { Plane } from '../lifecycle/plane';
import { answers, isHung, reaches } from '../lifecycle/targets';
import type { Listener, LoadBalancer, Target, TargetGroup } from '../model/balancers';
import { listen } from '../proxy/listen';
import { chooseAction, redirectTo, type Asked } from './route';
import type { StandIn } from './stand-in';

/** Real listeners on loopback for the load balancers of the model. */
export interface Balancers {
  /** Opens and closes ports until they are those of the model. */
  sync(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens nothing yet; `note` hears of ports that cannot be had. */
export function startBalancers(plane: Plane, standIn: StandIn, note: (text: string) => void): Balancers {
  const open = new Map<string, { server: http.Server; at: string }>();
  const failed = new Set<string>();
  let work: Promise<void> = Promise.resolve();

  async function syncNow(): Promise<void> {
    const wanted = new Map<string, { listener: Listener; lb: LoadBalancer; at: string }>();
    for (const listener of plane.world.listeners.values()) {
      const lb = plane.world.loadBalancers.get(listener.loadBalancer);
      if (!lb?.active || listener.protocol !== 'HTTP') continue;
      const network = await plane.facts.network(regionOf(lb.arn));
      if (!admits(network, lb.groups, listener.port, 'outside')) continue;
      wanted.set(listener.arn, { listener, lb, at: `${lb.address}:${listener.port}` });
    }
    for (const [arn, { server, at }] of open) {
      if (wanted.get(arn)?.at === at) continue;
      open.delete(arn);
      await close(server);
    }
    for (const [arn, { listener, lb, at }] of wanted) {
      if (open.has(arn) || failed.has(at)) continue;
      const server = http.createServer((request, response) => {
        serve(plane, standIn, listener, request, response).catch((error: unknown) => {
          plane.report(error);
          respond(response, 502, 'Bad Gateway');
        });
      });
      try {
        await listen(server, lb.address, listener.port);
        open.set(arn, { server, at });
      } catch (error) {
        failed.add(at);
        note(
          `Port ${listener.port} of ${lb.address} cannot be opened (${(error as NodeJS.ErrnoException).code}): that listener is missing.`,
        );
      }
    }
  }

  const sync = () => (work = work.then(syncNow).catch((error: unknown) => plane.report(error)));
  return {
    sync,
    async stop() {
      await work;
      await Promise.all([...open.values()].map(({ server }) => close(server)));
      open.clear();
    },
  };
}

async function close(server: http.Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function serve(
  plane: Plane,
  standIn: StandIn,
  listener: Listener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://any');
  const asked: Asked = {
    host: (request.headers.host ?? '').replace(/:\d+$/, ''),
    port: listener.port,
    path: url.pathname,
    query: url.search.slice(1),
    method: request.method ?? 'GET',
  };
  const action = chooseAction(plane.world, listener, asked);
  if (action?.type === 'redirect' && action.redirect) {
    const status = action.redirect['StatusCode'] === 'HTTP_301' ? 301 : 302;
    response.writeHead(status, { location: redirectTo(action.redirect, asked) }).end();
    return;
  }
  if (action?.type === 'fixed-response' && action.fixed) {
    response.writeHead(action.fixed.status, { 'content-type': action.fixed.contentType }).end(action.fixed.body);
    return;
  }
  const group = plane.world.targetGroups.get(action?.targetGroup ?? '');
  const lb = plane.world.loadBalancers.get(listener.loadBalancer);
  if (group && lb) await forward(plane, standIn, group, lb, request, response);
  else respond(response, 503, 'Service Temporarily Unavailable');
}

/** Healthy targets first; with none, an ALB tries the unhealthy ones, and with none of those it says 503. */
async function forward(
  plane: Plane,
  standIn: StandIn,
  group: TargetGroup,
  lb: LoadBalancer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const of = (state: Target['state']) => [...group.targets.values()].find((t) => t.state === state);
  const target = of('healthy') ?? of('unhealthy');
  const task = plane.world.tasks.get(target?.task ?? '');
  if (!target || !task) return respond(response, 503, 'Service Temporarily Unavailable');
  const network = await plane.facts.network(regionOf(lb.arn));
  if (isHung(plane, task) || !reaches(network, lb, task, target.port))
    return respond(response, 504, 'Gateway Time-out');
  if (!answers(task, target.port)) return respond(response, 502, 'Bad Gateway');
  await standIn(task, group, request, response);
}

/** A load balancer's own page. */
function respond(response: ServerResponse, status: number, words: string): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, { 'content-type': 'text/html', server: 'awselb/2.0' });
  response.end(
    `<html>\r\n<head><title>${status} ${words}</title></head>\r\n<body>\r\n<center><h1>${status} ${words}</h1></center>\r\n</body>\r\n</html>\r\n`,
  );
}
