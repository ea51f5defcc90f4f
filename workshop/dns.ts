import { loadBalancerCount, seatsPerLoadBalancer, type SeatPlan } from './seat-plan';
import type { Workshop, WorkshopSpec } from './workshop';

/** Who makes the names of the seats lead to their load balancers. */
export type DnsDuty =
  /** Seats are reached by the load balancers' own names. */
  | { readonly kind: 'none' }
  /** Usher makes the records in this Route 53 zone. */
  | { readonly kind: 'usher'; readonly zone: string }
  /** Whoever keeps the domain sets this one record; `value` is known once `network` is applied. */
  | {
      readonly kind: 'owner';
      readonly record: { readonly type: 'CNAME'; readonly name: string; readonly value: string | undefined };
    }
  /**
   * Cannot be deployed as it is. `no-certificate`: there is neither a certificate nor a zone to prove one through.
   * `too-many-seats`: without a zone one record serves one load balancer, which takes `mostSeats`.
   */
  | { readonly kind: 'impossible'; readonly why: 'no-certificate' | 'too-many-seats'; readonly mostSeats: number };

/** What must be done about names before participants can reach their seats. */
export function dnsDuty(spec: WorkshopSpec, loadBalancers: readonly string[] = []): DnsDuty {
  const { exposure } = spec;
  if (exposure.kind === 'ports') return { kind: 'none' };
  if (exposure.zone !== undefined) return { kind: 'usher', zone: exposure.zone };
  const mostSeats = seatsPerLoadBalancer(spec);
  if (exposure.certificate === undefined) return { kind: 'impossible', why: 'no-certificate', mostSeats };
  if (loadBalancerCount(spec) > 1) return { kind: 'impossible', why: 'too-many-seats', mostSeats };
  return { kind: 'owner', record: { type: 'CNAME', name: wildcardOf(exposure.domain), value: loadBalancers[0] } };
}

/** `*.lab.example.org`: what the certificate covers, and the record that leads to the first load balancer. */
export const wildcardOf = (domain: string): string => `*.${domain}`;

/** The zone in which this seat's names need records of their own: the wildcard leads to the first load balancer only. */
export const zoneOfOwnRecords = ({ exposure }: WorkshopSpec, seat: SeatPlan): string | undefined =>
  exposure.kind === 'hosts' && seat.loadBalancer > 1 ? exposure.zone : undefined;

/** The one of these living workshops that has the domain already: the names of two would be the same. */
export function holderOfDomain(
  spec: Pick<WorkshopSpec, 'exposure'>,
  living: readonly Workshop[],
): Workshop | undefined {
  const domain = domainOf(spec);
  return domain === undefined ? undefined : living.find((workshop) => domainOf(workshop.spec) === domain);
}

/** Names in DNS know no case, and the dot at their end may be left out. */
const domainOf = ({ exposure }: Pick<WorkshopSpec, 'exposure'>): string | undefined =>
  exposure.kind === 'hosts' ? exposure.domain.toLowerCase().replace(/\.$/, '') : undefined;
