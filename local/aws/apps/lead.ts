import type { IncomingMessage, ServerResponse } from 'node:http';
import { regionOf } from '../model/arn';
import type { Plane } from '../lifecycle/plane';
import { answers, isHung, reaches } from '../lifecycle/targets';
import type { Listener, LoadBalancer, Target, TargetGroup } from '../model/balancers';
import type { Task } from '../model/world';
import { chooseAction, redirectTo, type Asked } from './route';

/** Where a load balancer leads a request: to a task, or to an answer of its own. */
export type Lead =
  | { readonly to: 'task'; readonly task: Task; readonly group: TargetGroup; readonly lb: LoadBalancer }
  | { readonly to: 'answer'; readonly status: number; readonly headers: Record<string, string>; readonly body: string };

/** Decides as an ALB does; `boundAs` tells at which port of this machine a listener's port is found. */
export async function leadOf(
  plane: Plane,
  listener: Listener,
  request: IncomingMessage,
  boundAs: (port: number) => number,
): Promise<Lead> {
  const url = new URL(request.url ?? '/', 'http://any');
  const asked: Asked = {
    protocol: listener.protocol === 'HTTPS' ? 'https' : 'http',
    host: (request.headers.host ?? '').replace(/:\d+$/, ''),
    port: listener.port,
    path: url.pathname,
    query: url.search.slice(1),
    method: request.method ?? 'GET',
    from: request.socket.remoteAddress ?? '',
  };
  const action = chooseAction(plane.world, listener, asked);
  if (action?.type === 'redirect' && action.redirect) {
    const status = action.redirect['StatusCode'] === 'HTTP_301' ? 301 : 302;
    return { to: 'answer', status, headers: { location: redirectTo(action.redirect, asked, boundAs) }, body: '' };
  }
  if (action?.type === 'fixed-response' && action.fixed) {
    const { status, contentType, body } = action.fixed;
    return { to: 'answer', status, headers: { 'content-type': contentType }, body };
  }
  const group = plane.world.targetGroups.get(action?.targetGroup ?? '');
  const lb = plane.world.loadBalancers.get(listener.loadBalancer);
  return group && lb ? leadToTask(plane, group, lb) : unavailable;
}

/** Healthy targets first; with none, an ALB tries the unhealthy ones, and with none of those it says 503. */
async function leadToTask(plane: Plane, group: TargetGroup, lb: LoadBalancer): Promise<Lead> {
  const of = (state: Target['state']) => [...group.targets.values()].find((t) => t.state === state);
  const target = of('healthy') ?? of('unhealthy');
  const task = plane.world.tasks.get(target?.task ?? '');
  if (!target || !task) return unavailable;
  const network = await plane.facts.network(regionOf(lb.arn));
  if (isHung(plane, task) || !reaches(network, lb, task, target.port)) return ownPage(504, 'Gateway Time-out');
  if (!answers(task, target.port)) return badGateway;
  return { to: 'task', task, group, lb };
}

/** A load balancer's own page. */
const ownPage = (status: number, words: string): Lead & { to: 'answer' } => ({
  to: 'answer',
  status,
  headers: { 'content-type': 'text/html', server: 'awselb/2.0' },
  body: `<html>\r\n<head><title>${status} ${words}</title></head>\r\n<body>\r\n<center><h1>${status} ${words}</h1></center>\r\n</body>\r\n</html>\r\n`,
});

const unavailable = ownPage(503, 'Service Temporarily Unavailable');
export const badGateway = ownPage(502, 'Bad Gateway');

/** Writes an answer of the load balancer's own; ends what has begun already. */
export function respond(response: ServerResponse, { status, headers, body }: Lead & { to: 'answer' }): void {
  if (!response.headersSent) response.writeHead(status, headers);
  response.end(response.headersSent && body === '' ? undefined : body);
}
