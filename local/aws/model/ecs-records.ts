import { inner, list, number, strings, text, type Query } from '../proxy/query';
import { lastPart } from './arn';
import type { Tags } from './tags';
import type { ContainerDefinition, Service, TaskDefinition, World } from './world';

const tagsOf = (tags: readonly Query[]): Tags =>
  Object.fromEntries(tags.map((tag) => [text(tag, 'key') ?? '', text(tag, 'value') ?? '']));

const amount = (input: Query, name: string): number | undefined =>
  text(input, name) === undefined ? undefined : Number(text(input, name));

/** A task definition from what was asked and what was answered (ARN and revision). */
export function readTaskDefinition(input: Query, answer: Query): TaskDefinition {
  return {
    arn: text(answer, 'taskDefinitionArn') ?? '',
    family: text(input, 'family') ?? '',
    revision: number(answer, 'revision', 1),
    containers: list(input, 'containerDefinitions') as unknown as ContainerDefinition[],
    volumes: list(input, 'volumes') as unknown as TaskDefinition['volumes'],
    cpu: amount(input, 'cpu'),
    memory: amount(input, 'memory'),
    executionRole: text(input, 'executionRoleArn'),
    tags: tagsOf(list(input, 'tags')),
  };
}

/** Settings of a service that moto forgets, with the values AWS gives to those that were not asked for. */
const FORGOTTEN: Readonly<Record<string, unknown>> = {
  availabilityZoneRebalancing: 'ENABLED',
  healthCheckGracePeriodSeconds: 0,
  placementConstraints: [],
  placementStrategy: [],
  enableECSManagedTags: false,
  enableExecuteCommand: false,
};
const DEPLOYMENT = {
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  deploymentCircuitBreaker: { enable: false, rollback: false },
};

/** Settings after a call that names some of them: the rest stay as they were. */
function readSettings(input: Query, old: Service | undefined): Query {
  const before = old?.settings ?? { ...FORGOTTEN, deploymentConfiguration: DEPLOYMENT };
  const asked = Object.keys(FORGOTTEN).filter((name) => input[name] !== undefined && input[name] !== null);
  return {
    ...before,
    ...Object.fromEntries(asked.map((name) => [name, input[name]])),
    deploymentConfiguration: {
      ...inner(before, 'deploymentConfiguration'),
      ...inner(input, 'deploymentConfiguration'),
    },
  };
}

/** A service from what was asked and, where AWS fills in or keeps something, what was answered. */
export function readService(world: World, input: Query, answer: Query): Service {
  const arn = text(answer, 'serviceArn') ?? '';
  const vpc = inner(inner(answer, 'networkConfiguration'), 'awsvpcConfiguration');
  const percent = inner(input, 'deploymentConfiguration');
  const asked = (name: string) => (list(input, name).length > 0 ? list(input, name) : list(answer, name));
  const old = world.services.get(arn);
  return {
    arn,
    name: text(answer, 'serviceName') ?? lastPart(arn),
    cluster: text(answer, 'clusterArn') ?? '',
    constraints: (Array.isArray(input['placementConstraints'])
      ? list(input, 'placementConstraints')
      : (old?.constraints ?? [])) as Service['constraints'],
    subnets: strings(vpc, 'subnets'),
    groups: strings(vpc, 'securityGroups'),
    targets: asked('loadBalancers') as unknown as Service['targets'],
    gracePeriod: number(input, 'healthCheckGracePeriodSeconds', 0),
    minimumHealthyPercent: number(percent, 'minimumHealthyPercent', 100),
    maximumPercent: number(percent, 'maximumPercent', 200),
    propagateTags: text(input, 'propagateTags') ?? 'NONE',
    settings: readSettings(input, old),
    tags: tagsOf(list(input, 'tags')),
    createdAt: new Date(),
    desired: number(input, 'desiredCount', number(answer, 'desiredCount', 0)),
    status: 'ACTIVE',
    deployments: [
      {
        id: text(list(answer, 'deployments')[0] ?? {}, 'id') ?? 'ecs-svc/1',
        taskDefinition: text(answer, 'taskDefinition') ?? '',
        createdAt: new Date(),
        failed: 0,
        failedInRow: 0,
      },
    ],
    events: [],
    paused: false,
  };
}
