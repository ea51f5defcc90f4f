import { hexId, lastPart } from '../model/arn';
import type { Plane } from '../lifecycle/plane';
import { deregisterHost } from '../lifecycle/host';
import { stopTask } from '../lifecycle/task';
import { readService, readTaskDefinition } from '../model/ecs-records';
import { livingTasks, type Host, type Service } from '../model/world';
import type { Call } from '../proxy/call';
import { inner, list, number, strings, text, type Query } from '../proxy/query';
import { json, type Refusal, type Reply } from '../proxy/reply';
import { clusterOf, findService } from './cluster';
import { ecsReads } from './ecs-reads';
import { hostShape, liveService } from './ecs-shapes';
import { tagsOf } from './ec2';
import { withBody, type Handlers } from './handler';

/** Clusters, task definitions and services are moto's, and watched; what runs in them lives here alone. */
export function ecsHandlers(plane: Plane): Handlers {
  const { world } = plane;
  const named = (call: Call): Service | undefined => {
    const cluster = clusterOf(plane, call);
    return 'code' in cluster ? undefined : findService(plane, cluster, text(call.input, 'service') ?? '');
  };
  const body = (reply: Reply) => JSON.parse(reply.body.toString()) as Query;
  /** The answer with the living figures of its services. */
  const enliven = (reply: Reply): Reply => {
    const answer = body(reply);
    if (answer['service']) answer['service'] = overlay(plane, inner(answer, 'service'));
    if (answer['services']) answer['services'] = list(answer, 'services').map((s) => overlay(plane, s));
    return withBody(reply, JSON.stringify(answer));
  };

  return {
    ...ecsReads(plane),
    'ecs:CreateCluster': {
      after(_call, reply) {
        const cluster = inner(body(reply), 'cluster');
        const arn = text(cluster, 'clusterArn') ?? '';
        world.clusters.set(arn, { arn, name: lastPart(arn), tags: tagsOf(list(cluster, 'tags')) });
      },
    },
    'ecs:DeleteCluster': {
      check(call) {
        const cluster = clusterOf(plane, call);
        if ('code' in cluster) return undefined;
        if ([...world.hosts.values()].some((h) => h.cluster === cluster.arn)) {
          return {
            code: 'ClusterContainsContainerInstancesException',
            message: 'The Cluster cannot be deleted while Container Instances are active or draining.',
          };
        }
        return undefined;
      },
      after: (_call, reply) => void world.clusters.delete(text(inner(body(reply), 'cluster'), 'clusterArn') ?? ''),
    },
    'ecs:DeregisterContainerInstance': {
      answer(call) {
        const cluster = clusterOf(plane, call);
        if ('code' in cluster) return cluster;
        const id = lastPart(text(call.input, 'containerInstance') ?? '');
        const host = world.hosts.get(`${cluster.arn.replace(':cluster/', ':container-instance/')}/${id}`);
        if (!host) return { code: 'InvalidParameterException', message: 'Referenced container instance not found.' };
        if (livingTasks(world, host.arn).length > 0 && call.input['force'] !== true) {
          return { code: 'InvalidParameterException', message: 'Found running tasks on the instance.' };
        }
        deregisterHost(plane, host);
        return json({ containerInstance: hostShape(plane, host) });
      },
    },
    'ecs:PutAttributes': {
      answer: (call) =>
        changeAttributes(plane, call, (host, name, value) => ({ ...host.attributes, [name]: value ?? '' })),
    },
    'ecs:DeleteAttributes': {
      answer: (call) =>
        changeAttributes(plane, call, ({ attributes }, name) =>
          Object.fromEntries(Object.entries(attributes).filter(([other]) => other !== name)),
        ),
    },
    'ecs:RegisterTaskDefinition': {
      after(call, reply) {
        const definition = readTaskDefinition(call.input, inner(body(reply), 'taskDefinition'));
        world.taskDefinitions.set(definition.arn, definition);
      },
    },
    'ecs:CreateService': {
      check: (call) => whyNoService(plane, call),
      after(call, reply) {
        const answer = inner(body(reply), 'service');
        // A new service owes nothing to a deleted one of its name.
        world.services.delete(text(answer, 'serviceArn') ?? '');
        const service = readService(world, call.input, answer);
        world.services.set(service.arn, service);
        plane.reconcile(service.arn);
        return enliven(reply);
      },
    },
    'ecs:UpdateService': {
      after(call, reply) {
        const old = named(call);
        if (old) update(plane, old, call.input, inner(body(reply), 'service'));
        return enliven(reply);
      },
    },
    'ecs:DeleteService': {
      check(call) {
        const service = named(call);
        if (service && service.desired > 0 && call.input['force'] !== true) {
          return {
            code: 'InvalidParameterException',
            message: 'The service cannot be stopped while it is scaled above 0.',
          };
        }
        return undefined;
      },
      after(call, reply) {
        const service = named(call);
        if (!service) return;
        service.status = 'DRAINING';
        service.desired = 0;
        plane.reconcile(service.arn);
        return enliven(reply);
      },
    },
    'ecs:DescribeServices': {
      check: (call) =>
        strings(call.input, 'services').length > 10
          ? { code: 'InvalidParameterException', message: 'Cannot describe more than 10 services at a time.' }
          : undefined,
      after: (_call, reply) => enliven(reply),
    },
    'ecs:StopTask': {
      answer(call) {
        const cluster = clusterOf(plane, call);
        if ('code' in cluster) return cluster;
        const task =
          world.tasks.get(text(call.input, 'task') ?? '') ??
          world.tasks.get(`${cluster.arn.replace(':cluster/', ':task/')}/${text(call.input, 'task') ?? ''}`);
        if (!task) return { code: 'InvalidParameterException', message: 'The referenced task was not found.' };
        stopTask(plane, task, 'UserInitiated', text(call.input, 'reason') ?? 'Task stopped by user');
        return ecsReads(plane)['ecs:DescribeTasks']!.answer!({
          ...call,
          input: { cluster: cluster.arn, tasks: [task.arn] },
        });
      },
    },
  };
}

/** The most that one call changes. */
const MOST_ATTRIBUTES = 10;

/** Changes attributes of container instances, named by ARN or id; tasks that are there already stay, wherever they would go now. */
function changeAttributes(
  plane: Plane,
  call: Call,
  change: (host: Host, name: string, value: string | undefined) => Host['attributes'],
): Reply | Refusal {
  const cluster = clusterOf(plane, call);
  if ('code' in cluster) return cluster;
  const asked = list(call.input, 'attributes');
  if (asked.length > MOST_ATTRIBUTES) {
    return { code: 'AttributeLimitExceededException', message: `Too many attributes: at most ${MOST_ATTRIBUTES}.` };
  }
  const found = asked.map((attribute) => {
    const id = lastPart(text(attribute, 'targetId') ?? '');
    return plane.world.hosts.get(`${cluster.arn.replace(':cluster/', ':container-instance/')}/${id}`);
  });
  if (found.includes(undefined)) {
    return { code: 'TargetNotFoundException', message: 'The specified target wasn’t found.' };
  }
  for (const [index, host] of found.entries()) {
    const attribute = asked[index] ?? {};
    if (host) host.attributes = change(host, text(attribute, 'name') ?? '', text(attribute, 'value'));
  }
  plane.reconcileCluster(cluster.arn);
  return json({ attributes: asked });
}

/** Living figures over what moto says of the service. */
function overlay(plane: Plane, answer: Query): Query {
  const service = plane.world.services.get(text(answer, 'serviceArn') ?? '');
  return service ? { ...answer, ...liveService(plane.world, service, answer) } : answer;
}

/** What AWS refuses at once and moto lets pass. */
function whyNoService(plane: Plane, call: Call): Refusal | undefined {
  for (const target of list(call.input, 'loadBalancers')) {
    const arn = text(target, 'targetGroupArn') ?? '';
    const leads = (actions: readonly { targetGroup?: string | undefined }[]) =>
      actions.some((a) => a.targetGroup === arn);
    const attached = [...plane.world.listeners.values(), ...plane.world.rules.values()].some((l) => leads(l.actions));
    if (!attached) {
      return {
        code: 'InvalidParameterException',
        message: `The target group with targetGroupArn ${arn} does not have an associated load balancer.`,
      };
    }
  }
  const vpc = inner(inner(call.input, 'networkConfiguration'), 'awsvpcConfiguration');
  if (vpc['assignPublicIp'] === 'ENABLED' && text(call.input, 'launchType') !== 'FARGATE') {
    return { code: 'InvalidParameterException', message: 'Assign public IP is not supported for this launch type.' };
  }
  return undefined;
}

/** A new deployment where the definition or the subnets change or one is forced; otherwise only the count. */
function update(plane: Plane, old: Service, input: Query, answer: Query): void {
  const definition = text(answer, 'taskDefinition') ?? old.deployments[0]?.taskDefinition ?? '';
  const renewed = readService(plane.world, { ...input, tags: undefined }, answer);
  const service: Service = {
    ...renewed,
    desired: number(input, 'desiredCount', old.desired),
    createdAt: old.createdAt,
    propagateTags: text(input, 'propagateTags') ?? old.propagateTags,
    tags: old.tags,
    gracePeriod: number(input, 'healthCheckGracePeriodSeconds', old.gracePeriod),
    minimumHealthyPercent: number(
      inner(input, 'deploymentConfiguration'),
      'minimumHealthyPercent',
      old.minimumHealthyPercent,
    ),
    maximumPercent: number(inner(input, 'deploymentConfiguration'), 'maximumPercent', old.maximumPercent),
    deployments: old.deployments,
    events: old.events,
    status: old.status,
    paused: false,
  };
  const isElsewhere = service.subnets.join() !== old.subnets.join();
  if (input['forceNewDeployment'] === true || isElsewhere || definition !== old.deployments[0]?.taskDefinition) {
    service.deployments = [
      {
        id: `ecs-svc/${BigInt(`0x${hexId(16)}`)
          .toString()
          .slice(0, 19)}`,
        taskDefinition: definition,
        createdAt: new Date(),
        failed: 0,
        failedInRow: 0,
      },
      ...old.deployments,
    ];
  }
  plane.world.services.set(service.arn, service);
  plane.reconcile(service.arn);
}
