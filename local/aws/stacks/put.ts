import { attachVolume, boot, newPublicIp } from '../lifecycle/host';
import { latency } from '../lifecycle/latencies';
import type { Plane } from '../lifecycle/plane';
import { groupKey } from '../model/logs';
import { readFiles } from '../model/user-data';
import { readService, readTaskDefinition } from '../model/ecs-records';
import { IDLE_SECONDS, type Action, type LoadBalancer } from '../model/balancers';
import type { Service } from '../model/world';
import { blocks, numberOf, tagsOfBody, textOf, textsOf, type Made } from './made';
import type { Body } from './resolve';

/** Puts one resource into the model, as the AWS call that Terraform would make puts it. What the data plane has no use for is left out. */
export async function put(plane: Plane, made: Made, nextAddress: () => Promise<string>): Promise<void> {
  const { world, clock } = plane;
  const { arn, body, region } = made;
  switch (made.type) {
    case 'aws_ecs_cluster':
      world.clusters.set(arn, { arn, name: textOf(body, 'name'), tags: tagsOfBody(body) });
      return;
    case 'aws_lb': {
      const lb: LoadBalancer = {
        arn,
        name: textOf(body, 'name'),
        motoName: undefined,
        address: await nextAddress(),
        tags: tagsOfBody(body),
        groups: textsOf(body, 'security_groups'),
        idleSeconds: numberOf(body, 'idle_timeout', IDLE_SECONDS),
        active: false,
      };
      world.loadBalancers.set(arn, lb);
      clock.after(latency('loadBalancer', arn), () => {
        lb.active = true;
        plane.changed();
      });
      return;
    }
    case 'aws_lb_target_group': {
      const check = blocks(body, 'health_check')[0] ?? {};
      world.targetGroups.set(arn, {
        arn,
        name: textOf(body, 'name'),
        port: numberOf(body, 'port', 80),
        tags: tagsOfBody(body),
        check: {
          path: textOf(check, 'path') || '/',
          interval: numberOf(check, 'interval', 30),
          timeout: numberOf(check, 'timeout', 5),
          healthy: numberOf(check, 'healthy_threshold', 5),
          unhealthy: numberOf(check, 'unhealthy_threshold', 2),
        },
        deregistrationDelay: numberOf(body, 'deregistration_delay', 300),
        targets: new Map(),
      });
      return;
    }
    case 'aws_lb_listener':
      world.listeners.set(arn, {
        arn,
        loadBalancer: textOf(body, 'load_balancer_arn'),
        port: numberOf(body, 'port', 80),
        protocol: textOf(body, 'protocol') || 'HTTP',
        certificate: textOf(body, 'certificate_arn') || undefined,
        actions: blocks(body, 'default_action').map(readAction),
        tags: tagsOfBody(body),
      });
      return;
    case 'aws_lb_listener_rule':
      world.rules.set(arn, {
        arn,
        listener: textOf(body, 'listener_arn'),
        priority: numberOf(body, 'priority', 1),
        conditions: blocks(body, 'condition').flatMap((condition) => [
          ...blocks(condition, 'path_pattern').map((p) => ({ field: 'path-pattern', values: textsOf(p, 'values') })),
          ...blocks(condition, 'source_ip').map((s) => ({ field: 'source-ip', values: textsOf(s, 'values') })),
          ...blocks(condition, 'host_header').map((h) => ({ field: 'host-header', values: textsOf(h, 'values') })),
        ]),
        actions: blocks(body, 'action').map(readAction),
        tags: tagsOfBody(body),
      });
      return;
    case 'aws_db_instance': {
      const database = { id: made.id, region, status: 'creating' as 'creating' | 'available' };
      const key = `${region} ${made.id}`;
      world.databases.set(key, database);
      clock.after(latency('database', key), () => {
        database.status = 'available';
        plane.changed();
      });
      return;
    }
    case 'aws_cloudwatch_log_group':
      world.logGroups.set(groupKey(region, textOf(body, 'name')), new Map());
      return;
    case 'aws_instance':
      return putInstance(plane, made);
    case 'aws_ebs_volume':
      world.volumes.set(made.id, { id: made.id, zone: undefined, instance: undefined });
      return;
    case 'aws_volume_attachment':
      return attachVolume(plane, textOf(body, 'volume_id'), textOf(body, 'instance_id'));
    case 'aws_ecs_task_definition':
      world.taskDefinitions.set(arn, readTaskDefinition(taskInput(body), { taskDefinitionArn: arn, revision: 1 }));
      return;
    case 'aws_ecs_service':
      return putService(plane, made);
  }
}

async function putInstance(plane: Plane, { body, id, region }: Made): Promise<void> {
  const subnet = textOf(body, 'subnet_id');
  const { givesPublicIp: given, zone } = (await plane.facts.network(region)).subnets.get(subnet) ?? {};
  const isPublic = (body['associate_public_ip_address'] ?? given) === true;
  const instance = {
    id,
    region,
    zone: zone ?? `${region}a`,
    type: textOf(body, 'instance_type'),
    subnet,
    groups: textsOf(body, 'vpc_security_group_ids'),
    publicIp: isPublic ? newPublicIp() : undefined,
    isPublic,
    profile: textOf(body, 'iam_instance_profile') !== '',
    userData: textOf(body, 'user_data'),
    files: readFiles(textOf(body, 'user_data')),
    tags: tagsOfBody(body),
    state: 'pending' as const,
    check: 'initializing' as const,
    boot: 0,
    trouble: undefined,
  };
  plane.world.instances.set(id, instance);
  boot(plane, instance);
}

const tagList = (body: Body) => Object.entries(tagsOfBody(body)).map(([key, value]) => ({ key, value }));

const taskInput = (body: Body) => ({
  family: textOf(body, 'family'),
  containerDefinitions: JSON.parse(textOf(body, 'container_definitions') || '[]') as unknown,
  volumes: blocks(body, 'volume').map((v) => ({
    name: textOf(v, 'name'),
    host: { sourcePath: textOf(v, 'host_path') },
  })),
  cpu: body['cpu'],
  memory: body['memory'],
  executionRoleArn: textOf(body, 'execution_role_arn') || undefined,
  tags: tagList(body),
});

function putService(plane: Plane, { body, region }: Made): void {
  const cluster = textOf(body, 'cluster');
  const name = textOf(body, 'name');
  const network = blocks(body, 'network_configuration')[0] ?? {};
  const input = {
    desiredCount: numberOf(body, 'desired_count', 0),
    placementConstraints: blocks(body, 'placement_constraints'),
    loadBalancers: blocks(body, 'load_balancer').map((lb) => ({
      targetGroupArn: textOf(lb, 'target_group_arn'),
      containerName: textOf(lb, 'container_name'),
      containerPort: numberOf(lb, 'container_port', 80),
    })),
    healthCheckGracePeriodSeconds: body['health_check_grace_period_seconds'],
    deploymentConfiguration: {
      minimumHealthyPercent: body['deployment_minimum_healthy_percent'],
      maximumPercent: body['deployment_maximum_percent'],
    },
    propagateTags: body['propagate_tags'],
    tags: tagList(body),
  };
  const service = readService(plane.world, input, {
    serviceArn: `${cluster.replace(':cluster/', ':service/')}/${name}`,
    serviceName: name,
    clusterArn: cluster,
    taskDefinition: textOf(body, 'task_definition'),
    deployments: [{ id: `ecs-svc/${region}-${name}` }],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: textsOf(network, 'subnets'),
        securityGroups: textsOf(network, 'security_groups'),
      },
    },
  });
  plane.world.services.set(service.arn, service);
  plane.reconcile(service.arn);
}

/** Gives a service other subnets, where these are any; whether that changed something. */
export function moveService(service: Service, subnets: readonly string[]): boolean {
  if (subnets.length === 0 || service.subnets.join() === subnets.join()) return false;
  service.subnets = subnets;
  return true;
}

/** Brings what stands to what it is to be, as far as that can change in place: the subnets of a service. */
export function amend(plane: Plane, { type, body }: Made): void {
  if (type !== 'aws_ecs_service') return;
  const arn = `${textOf(body, 'cluster').replace(':cluster/', ':service/')}/${textOf(body, 'name')}`;
  const service = plane.world.services.get(arn);
  const network = blocks(body, 'network_configuration')[0] ?? {};
  if (service && moveService(service, textsOf(network, 'subnets'))) plane.reconcile(arn);
}

function readAction(body: Body): Action {
  const redirect = blocks(body, 'redirect')[0] ?? {};
  const fixed = blocks(body, 'fixed_response')[0] ?? {};
  const names = {
    protocol: 'Protocol',
    host: 'Host',
    port: 'Port',
    path: 'Path',
    query: 'Query',
    status_code: 'StatusCode',
  };
  return {
    type: textOf(body, 'type'),
    targetGroup: textOf(body, 'target_group_arn') || undefined,
    redirect: Object.fromEntries(
      Object.entries(names).flatMap(([key, name]) =>
        redirect[key] === undefined ? [] : [[name, textOf(redirect, key)]],
      ),
    ),
    fixed: {
      status: numberOf(fixed, 'status_code', 200),
      contentType: textOf(fixed, 'content_type') || 'text/plain',
      body: textOf(fixed, 'message_body'),
    },
  };
}
