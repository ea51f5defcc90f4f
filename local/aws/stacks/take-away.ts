import { deregisterHost, hostOf, terminate } from '../lifecycle/host';
import type { Plane } from '../lifecycle/plane';
import { stopTask } from '../lifecycle/task';
import { deleteVolume, detachVolume } from '../lifecycle/volumes';
import { groupKey } from '../model/logs';
import { livingTasks } from '../model/world';
import type { Made } from './made';

/** Takes one resource out of the model, as the AWS call that Terraform would make does. */
export function takeAway(plane: Plane, made: Made): void {
  const { world } = plane;
  switch (made.type) {
    case 'aws_ecs_service': {
      const service = [...world.services.values()].find(
        (s) => s.name === String(made.body['name']) && s.cluster === made.body['cluster'],
      );
      if (!service) return;
      for (const task of livingTasks(world, service.arn)) {
        stopTask(plane, task, 'ServiceSchedulerInitiated', 'Service deleted');
      }
      world.services.delete(service.arn);
      return;
    }
    case 'aws_cloudwatch_log_group':
      world.logGroups.delete(groupKey(made.region, String(made.body['name'])));
      return;
    case 'aws_instance': {
      const instance = world.instances.get(made.id);
      if (instance) terminate(plane, instance);
      const ghost = hostOf(plane, made.id);
      if (ghost) deregisterHost(plane, ghost);
      return;
    }
    case 'aws_volume_attachment':
      return detachVolume(plane, String(made.body['volume_id']));
    case 'aws_ebs_volume':
      return deleteVolume(plane, made.id);
    case 'aws_db_instance':
      world.databases.delete(`${made.region} ${made.id}`);
      return;
    default:
      for (const map of [
        world.clusters,
        world.taskDefinitions,
        world.loadBalancers,
        world.listeners,
        world.rules,
        world.targetGroups,
      ]) {
        map.delete(made.arn);
      }
  }
}
