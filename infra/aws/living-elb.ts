import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  type LoadBalancer,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Calls } from './calls';
import type { Clients } from './clients';

/** Most that one call lists. */
const PageSize = 400;

/**
 * Of these ARNs (of anything) those of load balancers, of what belongs to them, and of target groups that are gone. All of the
 * account are listed: of one that is gone, ELB makes an error for all.
 */
export async function goneOfElb({ elb }: Clients, calls: Calls, arns: readonly string[]): Promise<Set<string>> {
  const ours = arns.filter((arn) => arn.includes(':elasticloadbalancing:'));
  if (ours.length === 0) return new Set();
  const [balancers, groups] = await Promise.all([
    calls.pages<LoadBalancer>(async (Marker) => {
      const command = new DescribeLoadBalancersCommand({ PageSize, Marker });
      const answer = await calls.make('elasticloadbalancing:DescribeLoadBalancers', () => elb.send(command));
      return { items: answer.LoadBalancers ?? [], next: answer.NextMarker };
    }),
    calls.pages<TargetGroup>(async (Marker) => {
      const command = new DescribeTargetGroupsCommand({ PageSize, Marker });
      const answer = await calls.make('elasticloadbalancing:DescribeTargetGroups', () => elb.send(command));
      return { items: answer.TargetGroups ?? [], next: answer.NextMarker };
    }),
  ]);
  const living = new Set([
    ...balancers.map(({ LoadBalancerArn = '' }) => LoadBalancerArn),
    ...groups.map(({ TargetGroupArn = '' }) => TargetGroupArn),
  ]);
  return new Set(ours.filter((arn) => !living.has(ownerOf(arn))));
}

/** `...:listener/app/nov-lb-01/50dc6c495c0c9188/0467ef3c8400ae65` belongs to `...:loadbalancer/app/nov-lb-01/50dc6c495c0c9188`. */
const ownerOf = (arn: string): string =>
  arn.replace(/:listener(?:-rule)?(\/app\/[^/]+\/[^/]+)\/.*$/, ':loadbalancer$1');
