import { lastPart, regionOf } from '../model/arn';
import { usedOn } from '../lifecycle/scheduler';
import type { Plane } from '../lifecycle/plane';
import { livingTasks, type ContainerRun, type Host, type Service, type Task, type World } from '../model/world';
import type { Query } from '../proxy/query';
import { list } from '../proxy/query';

/** ECS speaks of moments in seconds. */
export const seconds = (at: Date | undefined): number | undefined => (at ? at.getTime() / 1000 : undefined);

/** What changes in a service by itself: counts, deployments, events, and its status while it drains. */
export function liveService(world: World, service: Service, base: Query): Query {
  const tasks = livingTasks(world, service.arn).filter((t) => t.desired === 'RUNNING');
  const count = (of: Task[]) => {
    const running = of.filter((t) => t.status === 'RUNNING').length;
    return { runningCount: running, pendingCount: of.length - running };
  };
  const template = list(base, 'deployments')[0] ?? {};
  return {
    ...service.settings,
    ...count(tasks),
    desiredCount: service.desired,
    status: service.status,
    deployments: service.deployments.map((deployment, i) => {
      const own = tasks.filter((t) => t.deployment === deployment.id);
      const done = i === 0 && service.deployments.length === 1 && count(own).runningCount >= service.desired;
      return {
        ...template,
        id: deployment.id,
        status: i === 0 ? 'PRIMARY' : 'ACTIVE',
        taskDefinition: deployment.taskDefinition,
        desiredCount: i === 0 ? service.desired : 0,
        ...count(own),
        failedTasks: deployment.failed,
        createdAt: seconds(deployment.createdAt),
        updatedAt: seconds(deployment.createdAt),
        rolloutState: done ? 'COMPLETED' : 'IN_PROGRESS',
        rolloutStateReason: `ECS deployment ${deployment.id} ${done ? 'completed' : 'in progress'}.`,
      };
    }),
    events: service.events.map((e) => ({ id: e.id, createdAt: seconds(e.createdAt), message: e.message })),
  };
}

/** A container instance as DescribeContainerInstances shows it. */
export function hostShape(plane: Plane, host: Host): Query {
  const used = usedOn(plane, host);
  const tasks = livingTasks(plane.world, host.arn);
  const running = tasks.filter((t) => t.status === 'RUNNING').length;
  const resources = (cpu: number, memory: number) => [
    { name: 'CPU', type: 'INTEGER', integerValue: cpu },
    { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
  ];
  return {
    containerInstanceArn: host.arn,
    ec2InstanceId: host.instanceId,
    version: 1,
    versionInfo: { agentVersion: '1.99.0', dockerVersion: 'DockerVersion: 25.0.8' },
    registeredResources: resources(host.cpu, host.memory),
    remainingResources: resources(host.cpu - used.cpu, host.memory - used.memory),
    status: host.status,
    agentConnected: host.connected,
    runningTasksCount: running,
    pendingTasksCount: tasks.length - running,
    attributes: Object.entries(host.attributes).map(([name, value]) => ({ name, value })),
    attachments: [],
    registeredAt: seconds(host.registeredAt),
    tags: [],
  };
}

/** A task as DescribeTasks shows it. */
export function taskShape(world: World, task: Task, withTags: boolean): Query {
  const service = task.service === undefined ? undefined : world.services.get(task.service);
  return {
    taskArn: task.arn,
    clusterArn: task.cluster,
    taskDefinitionArn: task.definition.arn,
    containerInstanceArn: task.host,
    group: task.group,
    startedBy: task.deployment,
    launchType: 'EC2',
    lastStatus: task.status,
    desiredStatus: task.desired,
    healthStatus: task.health,
    connectivity: task.status === 'PROVISIONING' ? undefined : 'CONNECTED',
    createdAt: seconds(task.createdAt),
    pullStartedAt: seconds(task.pullStartedAt),
    pullStoppedAt: seconds(task.pullStoppedAt),
    startedAt: seconds(task.startedAt),
    stoppingAt: seconds(task.stoppingAt),
    stoppedAt: seconds(task.stoppedAt),
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    availabilityZone: world.instances.get(world.hosts.get(task.host)?.instanceId ?? '')?.zone,
    cpu: String(task.definition.cpu ?? ''),
    memory: String(task.definition.memory ?? ''),
    enableExecuteCommand: false,
    overrides: { containerOverrides: [], inferenceAcceleratorOverrides: [] },
    version: 1,
    attachments: [
      {
        id: lastPart(task.arn),
        type: 'ElasticNetworkInterface',
        status: task.status === 'STOPPED' ? 'DELETED' : task.status === 'PROVISIONING' ? 'ATTACHING' : 'ATTACHED',
        details: [
          { name: 'subnetId', value: task.subnet },
          { name: 'privateIPv4Address', value: task.ip },
        ],
      },
    ],
    containers: task.containers.map((run) => containerShape(task, run)),
    tags: withTags ? Object.entries(task.tags).map(([key, value]) => ({ key, value })) : [],
    platformFamily: service === undefined ? undefined : 'Linux',
    attributes: [{ name: 'ecs.region', value: regionOf(task.arn) }],
  };
}

function containerShape(task: Task, run: ContainerRun): Query {
  return {
    containerArn: `${task.arn.replace(':task/', ':container/')}/${run.definition.name}`,
    taskArn: task.arn,
    name: run.definition.name,
    image: run.definition.image,
    lastStatus: run.status,
    exitCode: run.exitCode,
    reason: run.reason,
    healthStatus: run.definition.healthCheck ? task.health : 'UNKNOWN',
    networkInterfaces: [{ attachmentId: lastPart(task.arn), privateIpv4Address: task.ip }],
    cpu: String(run.definition.cpu ?? 0),
  };
}
