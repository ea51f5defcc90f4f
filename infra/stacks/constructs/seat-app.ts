import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { SeatAppPlan, SeatPlan } from '../../../workshop/seat-plan';
import type { Network } from '../network-outputs';
import type { UsherStack } from '../usher-stack';
import { seatDoor, type SeatDoor } from './seat-door';

export interface SeatAppContext {
  readonly stack: UsherStack;
  readonly network: Network;
}

/** One app of one seat: its door on the load balancer, and the service behind it. */
export const seatApp = (context: SeatAppContext, seat: SeatPlan, plan: SeatAppPlan, task: EcsTaskDefinition): void =>
  seatService(context, seat, plan, task, seatDoor(context, seat, plan));

/** What keeps the batch's task on the seat's host, behind this door. */
export function seatService(
  { stack, network }: SeatAppContext,
  seat: SeatPlan,
  plan: SeatAppPlan,
  task: EcsTaskDefinition,
  door: SeatDoor,
): void {
  const id = `${plan.app.name}-${seat.label}`;
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
