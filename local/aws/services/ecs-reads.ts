import { lastPart } from '../model/arn';
import { evaluate } from '../lifecycle/placement';
import type { Plane } from '../lifecycle/plane';
import type { Host, Task } from '../model/world';
import type { Call } from '../proxy/call';
import { strings, text, type Query } from '../proxy/query';
import { json, type Refusal, type Reply } from '../proxy/reply';
import { clusterOf } from './cluster';
import { hostShape, taskShape } from './ecs-shapes';
import type { Handlers } from './handler';

/** The most that List calls give a page and Describe calls take. */
const PAGE = 100;
/** ListServices gives fewer unless it is asked for more. */
const SERVICES_PAGE = 10;

const invalid = (message: string): Refusal => ({ code: 'InvalidParameterException', message });

/** Listing and describing of what only lives here. */
export function ecsReads(plane: Plane): Handlers {
  const { world } = plane;
  return {
    'ecs:ListContainerInstances': {
      answer(call) {
        const cluster = clusterOf(plane, call);
        if ('code' in cluster) return cluster;
        const status = text(call.input, 'status');
        const filter = text(call.input, 'filter');
        const hosts = [...world.hosts.values()].filter(
          (h) => h.cluster === cluster.arn && (status === undefined || h.status === status) && passes(h, filter),
        );
        return page(
          call,
          'containerInstanceArns',
          hosts.map((h) => h.arn),
        );
      },
    },
    'ecs:DescribeContainerInstances': {
      answer(call) {
        const cluster = clusterOf(plane, call);
        if ('code' in cluster) return cluster;
        const asked = strings(call.input, 'containerInstances');
        if (asked.length === 0) return invalid('Container Instances cannot be empty.');
        if (asked.length > PAGE) return invalid(`Too many container instances: at most ${PAGE}.`);
        return describe(cluster.arn, 'container-instance', asked, 'containerInstances', (arn) => {
          const host = world.hosts.get(arn);
          return host && hostShape(plane, host);
        });
      },
    },
    'ecs:ListServices': {
      answer(call) {
        const cluster = clusterOf(plane, call);
        if ('code' in cluster) return cluster;
        const services = [...world.services.values()].filter(
          (s) => s.cluster === cluster.arn && s.status !== 'INACTIVE',
        );
        const arns = services.map((s) => s.arn);
        return page(call, 'serviceArns', arns, SERVICES_PAGE);
      },
    },
    'ecs:ListTasks': {
      answer(call) {
        const cluster = clusterOf(plane, call);
        if ('code' in cluster) return cluster;
        return page(
          call,
          'taskArns',
          tasksFor(plane, call, cluster.arn).map((t) => t.arn),
        );
      },
    },
    'ecs:DescribeTasks': {
      answer(call) {
        const cluster = clusterOf(plane, call);
        if ('code' in cluster) return cluster;
        const asked = strings(call.input, 'tasks');
        if (asked.length === 0) return invalid('Tasks cannot be empty.');
        if (asked.length > PAGE) return invalid(`Too many tasks: at most ${PAGE}.`);
        const tags = strings(call.input, 'include').includes('TAGS');
        return describe(cluster.arn, 'task', asked, 'tasks', (arn) => {
          const task = world.tasks.get(arn);
          return task && taskShape(world, task, tags);
        });
      },
    },
  };
}

function passes(host: Host, filter: string | undefined): boolean {
  if (filter === undefined || filter === '') return true;
  return evaluate(filter, (name) => (name === 'ec2InstanceId' ? host.instanceId : host.attributes[name])) === true;
}

function tasksFor(plane: Plane, call: Call, cluster: string): Task[] {
  const desired = text(call.input, 'desiredStatus') ?? 'RUNNING';
  const service = text(call.input, 'serviceName');
  const family = text(call.input, 'family');
  const host = text(call.input, 'containerInstance');
  const startedBy = text(call.input, 'startedBy');
  return [...plane.world.tasks.values()].filter(
    (task) =>
      task.cluster === cluster &&
      task.desired === desired &&
      (service === undefined || task.group === `service:${lastPart(service)}`) &&
      (family === undefined || task.definition.family === family) &&
      (host === undefined || lastPart(task.host) === lastPart(host)) &&
      (startedBy === undefined || task.deployment === startedBy),
  );
}

/** One page of ARNs: `maxResults` of at most 100 from where `nextToken` says. */
function page(call: Call, name: string, arns: readonly string[], usual = PAGE): Reply | Refusal {
  const size = Number(text(call.input, 'maxResults') ?? usual);
  if (!(size >= 1 && size <= PAGE)) return invalid(`maxResults must be between 1 and ${PAGE}.`);
  const from = Number(text(call.input, 'nextToken') ?? 0);
  if (!Number.isInteger(from)) return invalid('Invalid token in request.');
  const next = from + size < arns.length ? { nextToken: String(from + size) } : {};
  return json({ [name]: arns.slice(from, from + size), ...next });
}

function describe(
  cluster: string,
  kind: string,
  asked: readonly string[],
  name: string,
  shape: (arn: string) => Query | undefined,
): Reply {
  const arns = asked.map((a) => (a.startsWith('arn:') ? a : `${cluster.replace(':cluster/', `:${kind}/`)}/${a}`));
  const found = arns.map((arn) => ({ arn, shape: shape(arn) }));
  return json({
    [name]: found.flatMap((f) => f.shape ?? []),
    failures: found.filter((f) => !f.shape).map((f) => ({ arn: f.arn, reason: 'MISSING' })),
  });
}
