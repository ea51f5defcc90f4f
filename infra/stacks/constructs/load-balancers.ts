import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { loadBalancerCount, loadBalancerName } from '../../../workshop/seat-plan';
import type { UsherStack } from '../usher-stack';
import type { NetworkPlane } from './network-plane';
import type { SecurityGroups } from './security-groups';

export interface LoadBalancer {
  readonly balancer: Lb;
  /** Port 80; batches add the redirects of their seats to it. */
  readonly front: LbListener;
}

/** Long enough for the quiet web socket of a notebook. */
const IDLE_SECONDS = 600;

/** Every load balancer of the workshop, in order, each with its front door on port 80. */
export function loadBalancers(stack: UsherStack, plane: NetworkPlane, groups: SecurityGroups): LoadBalancer[] {
  const { spec } = stack.workshop;
  return Array.from({ length: loadBalancerCount(spec) }, (_, index) => {
    // No hyphen before the number: an address that ends in one and three digits is a seat's.
    const id = `lb${String(index + 1).padStart(2, '0')}`;
    const balancer = new Lb(stack, `balancer:${id}`, {
      name: loadBalancerName(spec, index + 1),
      loadBalancerType: 'application',
      internal: false,
      subnets: plane.public.map((subnet) => subnet.id),
      securityGroups: [groups.balancer.id],
      idleTimeout: IDLE_SECONDS,
      enableDeletionProtection: false,
    });
    const front = new LbListener(stack, `front:${id}`, {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [
        {
          type: 'fixed-response',
          fixedResponse: { contentType: 'text/html', statusCode: '404', messageBody: page(spec.name) },
        },
      ],
    });
    return { balancer, front };
  });
}

/** At most 1,024 characters, says the load balancer. */
const page = (workshop: string): string =>
  `<!doctype html><meta charset="utf-8"><title>${workshop}</title><h1>${workshop}</h1>` +
  `<p>Say hello to Usher in Slack to get your own address, or add your seat and app to this one: <code>/007/jupyter</code>.</p>`;
