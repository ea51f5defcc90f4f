import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { zoneOfOwnRecords } from '../../../workshop/dns';
import type { SeatAppPlan, SeatPlan } from '../../../workshop/seat-plan';
import { rulePriority } from '../redirects';
import { alias } from './alias';
import type { SeatAppContext } from './seat-app';

/** Seconds that a stopping task still gets requests: with AWS's 300, every restart would drag. */
const DEREGISTRATION_SECONDS = 5;

export interface SeatDoor {
  readonly targets: LbTargetGroup;
  /** What leads to the targets; before it exists, no load balancer knows them. */
  readonly way: LbListener | LbListenerRule;
}

/** How people reach one app of one seat: a name of its own, or a port of its own and `/007/jupyter` on port 80 that leads there. */
export function seatDoor(context: SeatAppContext, seat: SeatPlan, plan: SeatAppPlan): SeatDoor {
  const targets = seatTargets(context, seat, plan);
  const { host } = plan;
  const way = host === undefined ? portWay(context, seat, plan, targets) : hostWay(context, seat, plan, host, targets);
  return { targets, way };
}

/** The tasks of one app of one seat, as a load balancer knows them. */
export function seatTargets({ stack, network }: SeatAppContext, seat: SeatPlan, plan: SeatAppPlan): LbTargetGroup {
  const interval = plan.app.healthIntervalSeconds;
  return new LbTargetGroup(stack, `targets:${idOf(seat, plan)}`, {
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
}

const idOf = (seat: SeatPlan, plan: SeatAppPlan): string => `${plan.app.name}-${seat.label}`;

function portWay(
  { stack, network }: SeatAppContext,
  seat: SeatPlan,
  plan: SeatAppPlan,
  targets: LbTargetGroup,
): LbListener {
  const path = `/${seat.label}/${plan.app.name}`;
  new LbListenerRule(stack, `redirect:${idOf(seat, plan)}`, {
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
  return new LbListener(stack, `listener:${idOf(seat, plan)}`, {
    loadBalancerArn: network.at('load_balancer_arns', seat.loadBalancer - 1),
    port: plan.listenerPort,
    protocol: 'HTTP',
    defaultAction: [{ type: 'forward', targetGroupArn: targets.arn }],
  });
}

function hostWay(
  { stack, network }: SeatAppContext,
  seat: SeatPlan,
  plan: SeatAppPlan,
  host: string,
  targets: LbTargetGroup,
): LbListenerRule {
  const { spec } = stack.workshop;
  const zone = zoneOfOwnRecords(spec, seat);
  if (zone !== undefined) {
    alias(stack, idOf(seat, plan), zone, host, {
      name: network.at('load_balancers', seat.loadBalancer - 1),
      zoneId: network.text('load_balancer_zone'),
    });
  }
  return new LbListenerRule(stack, `name:${idOf(seat, plan)}`, {
    listenerArn: network.at('front_listeners', seat.loadBalancer - 1),
    priority: rulePriority(spec, seat, plan),
    condition: [{ hostHeader: { values: [host] } }],
    action: [{ type: 'forward', targetGroupArn: targets.arn }],
  });
}
