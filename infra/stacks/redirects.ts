import { seatsPerLoadBalancer, type SeatAppPlan, type SeatPlan } from '../../workshop/seat-plan';
import type { WorkshopSpec } from '../../workshop/workshop';

/**
 * Priority of the redirect to one app of one seat, unique on its load balancer and at most 49: one rule each for the seats and
 * apps of one load balancer, of the 100 it may have.
 */
export function rulePriority(spec: WorkshopSpec, seat: SeatPlan, plan: SeatAppPlan): number {
  const place = (seat.no - 1) % seatsPerLoadBalancer(spec);
  return place * spec.apps.length + seat.apps.indexOf(plan) + 1;
}
