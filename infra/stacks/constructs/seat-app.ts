import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { SeatAppPlan, SeatPlan } from '../../../workshop/seat-plan';
import type { NetworkState } from '../network-outputs';
import type { UsherStack } from '../usher-stack';
import { seatDoor } from './seat-door';

export interface SeatAppContext {
  readonly stack: UsherStack;
  readonly network: NetworkState;
}

/** One app of one seat: its door on the load balancer, and the service that keeps the batch's task on the seat's host. */
export function seatApp(context: SeatAppContext, seat: SeatPlan, plan: SeatAppPlan, task: EcsTaskDefinition): void {
  const { stack, network } = context;
  const id = `${plan.app.name}-${seat.label}`;
  const door = seatDoor(context, seat, plan);
  new EcsService(stack, `service:${id}`, {
    name: plan.name,
    cluster: network.text('cluster'),
    taskDefinition: task.arn,
    launchType: 'EC2',
    desiredCount: 1,
    // Stop before start: with one host and one folder there is no room for two.
    deploymentMinimumHealthyPercent: 0,
    deploymentMaximumPercent: 100,
    availabilityZoneRebalancing: 'DISABLED',
    placementConstraints: [{ type: 'memberOf', expression: `attribute:seat == ${seat.label}` }],
    networkConfiguration: {
      subnets: [network.at('private_subnets', stack.placementOf(seat.no).zone)],
      securityGroups: [network.text('task_group')],
      assignPublicIp: false,
    },
    loadBalancer: [{ targetGroupArn: door.targets.arn, containerName: plan.app.name, containerPort: plan.app.port }],
    healthCheckGracePeriodSeconds: plan.app.gracePeriodSeconds,
    propagateTags: 'SERVICE',
    waitForSteadyState: false,
    forceDelete: true,
    // ECS refuses a target group that no listener uses yet.
    dependsOn: [door.way],
  });
}
