import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { SeatAppPlan, SeatPlan } from '../../../workshop/seat-plan';
import { rulePriority } from '../redirects';
import type { SeatAppContext } from './seat-app';

/** Seconds that a stopping task still gets requests: with AWS's 300, every restart would drag. */
const DEREGISTRATION_SECONDS = 5;

export interface SeatDoor {
  readonly targets: LbTargetGroup;
  readonly listener: LbListener;
}

/** How people reach one app of one seat: a port of its own, and `/007/jupyter` on port 80 that leads there. */
export function seatDoor({ stack, network }: SeatAppContext, seat: SeatPlan, plan: SeatAppPlan): SeatDoor {
  const id = `${plan.app.name}-${seat.label}`;
  const interval = plan.app.healthIntervalSeconds;
  const targets = new LbTargetGroup(stack, `targets:${id}`, {
    name: plan.name,
    vpcId: network.text('vpc'),
    targetType: 'ip',
    protocol: 'HTTP',
    port: plan.app.port,
    deregistrationDelay: String(DEREGISTRATION_SECONDS),
    healthCheck: {
      path: plan.app.healthPath,
      matcher: '200',
      interval,
      timeout: Math.min(10, interval - 1),
      healthyThreshold: 2,
      unhealthyThreshold: 5,
    },
  });
  const listener = new LbListener(stack, `listener:${id}`, {
    loadBalancerArn: network.at('load_balancer_arns', seat.loadBalancer - 1),
    port: plan.listenerPort,
    protocol: 'HTTP',
    defaultAction: [{ type: 'forward', targetGroupArn: targets.arn }],
  });
  const path = `/${seat.label}/${plan.app.name}`;
  new LbListenerRule(stack, `redirect:${id}`, {
    listenerArn: network.at('front_listeners', seat.loadBalancer - 1),
    priority: rulePriority(stack.workshop.spec, seat, plan),
    condition: [{ pathPattern: { values: [path, `${path}/*`] } }],
    action: [
      {
        type: 'redirect',
        redirect: {
          protocol: 'HTTP',
          host: '#{host}',
          port: String(plan.listenerPort),
          path: '/',
          query: '#{query}',
          // Temporary: a browser must not remember it beyond the workshop.
          statusCode: 'HTTP_302',
        },
      },
    ],
  });
  return { targets, listener };
}
