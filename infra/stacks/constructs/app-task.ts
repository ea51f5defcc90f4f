import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { AppSpec } from '../../../workshop/apps';
import { containersOf, VOLUME, type BatchContext } from './containers';
import { HOST_FOLDER, SEAT_FOLDER } from './user-data';

/**
 * The task definition of one app for all seats of a batch: AWS registers one a second, and a thousand seats with their own would take
 * half an hour. What differs between seats lies on their hosts and in the batch's secret.
 */
export function appTask(context: BatchContext, app: AppSpec): EcsTaskDefinition {
  const { stack, network } = context;
  return new EcsTaskDefinition(stack, `task:${app.name}`, {
    family: `${stack.workshop.spec.name}-${app.name}-${stack.request.stack}`,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['EC2'],
    executionRoleArn: network.text('execution_role'),
    taskRoleArn: network.text('task_role'),
    containerDefinitions: JSON.stringify(containersOf(context, app)),
    volume: [
      { name: VOLUME.work, hostPath: HOST_FOLDER },
      { name: VOLUME.host, hostPath: SEAT_FOLDER },
      { name: VOLUME.values },
    ],
  });
}
