import { seatsPerLoadBalancer, type SeatAppPlan, type SeatPlan } from '../../workshop/seat-plan';
import type { WorkshopSpec } from '../../workshop/workshop';

/**
 * Priority of the rule of one app of one seat, unique on its load balancer: one rule each for the seats and apps of one load
 * balancer, of the 100 it may have. At most 49 with ports, and 96 with hosts.
 */
export function rulePriority(spec: WorkshopSpec, seat: SeatPlan, plan: SeatAppPlan): number {
  const place = (seat.no - 1) % seatsPerLoadBalancer(spec);
  return place * spec.apps.length + seat.apps.indexOf(plan) + 1;
}
