import type { Plane } from './lifecycle/plane';
import { lastPart } from './model/arn';

/** The data plane in plain words, for people who look for the reason; holds no secret. */
export function describeState({ world }: Plane) {
  return {
    instances: [...world.instances.values()].map(({ id, state, check, tags, trouble }) => ({
      id,
      state,
      check,
      trouble,
      tags,
    })),
    hosts: [...world.hosts.values()].map((host) => ({
      id: lastPart(host.arn),
      cluster: lastPart(host.cluster),
      instance: host.instanceId,
      connected: host.connected,
      attributes: host.attributes,
    })),
    services: [...world.services.values()].map((service) => ({
      name: service.name,
      cluster: lastPart(service.cluster),
      status: service.status,
      desired: service.desired,
      events: service.events.slice(0, 5).map((event) => event.message),
    })),
    tasks: [...world.tasks.values()].map((task) => ({
      id: lastPart(task.arn),
      group: task.group,
      status: task.status,
      desired: task.desired,
      ip: task.ip,
      stoppedReason: task.stoppedReason,
      containers: task.containers.map((run) => ({
        name: run.definition.name,
        status: run.status,
        listening: run.listening,
        waitsFor: run.waitsFor,
      })),
    })),
    loadBalancers: [...world.loadBalancers.values()].map(({ name, address, active, idleSeconds }) => ({
      name,
      address,
      active,
      idleSeconds,
    })),
    targetGroups: [...world.targetGroups.values()].map((group) => ({
      name: group.name,
      targets: [...group.targets.values()],
    })),
  };
}
