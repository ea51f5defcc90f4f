import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { SeatAppPlan, SeatPlan } from '../../../workshop/seat-plan';
import type { NetworkState } from '../network-outputs';
import type { UsherStack } from '../usher-stack';
import { zoneOfSeat } from '../zones';
import { containersOf, WORK_VOLUME } from './containers';
import { seatDoor } from './seat-door';
import { HOST_FOLDER } from './user-data';

export interface SeatAppContext {
  readonly stack: UsherStack;
  readonly network: NetworkState;
  /** ARN of the batch's secret. */
  readonly words: string;
}

/** One app of one seat: its task definition, its door on the load balancer, and the service that keeps it on the seat's host. */
export function seatApp(context: SeatAppContext, seat: SeatPlan, plan: SeatAppPlan): void {
  const { stack, network } = context;
  const id = `${plan.app.name}-${seat.label}`;
  const task = new EcsTaskDefinition(stack, `task:${id}`, {
    family: plan.name,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['EC2'],
    executionRoleArn: network.text('execution_role'),
    taskRoleArn: network.text('task_role'),
    containerDefinitions: JSON.stringify(containersOf(context, seat, plan)),
    volume: [{ name: WORK_VOLUME, hostPath: HOST_FOLDER }],
  });
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
      subnets: [network.at('private_subnets', zoneOfSeat(seat.no))],
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
