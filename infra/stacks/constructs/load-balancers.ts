import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener, type LbListenerDefaultAction } from '@cdktf/provider-aws/lib/lb-listener';
import { wildcardOf } from '../../../workshop/dns';
import { loadBalancerCount, loadBalancerName } from '../../../workshop/seat-plan';
import type { UsherStack } from '../usher-stack';
import { alias } from './alias';
import { certificateArn } from './certificate';
import type { NetworkPlane } from './network-plane';
import type { SecurityGroups } from './security-groups';

export interface LoadBalancer {
  readonly balancer: Lb;
  /** Port 80, or 443 with hosts; batches add the rules of their seats to it. */
  readonly front: LbListener;
}

/** Long enough for the quiet web socket of a notebook. */
const IDLE_SECONDS = 600;
/** TLS 1.2 with forward secrecy, and 1.3. */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/** Every load balancer of the workshop, in order, each with its front door, and the names that lead to the first one. */
export function loadBalancers(stack: UsherStack, plane: NetworkPlane, groups: SecurityGroups): LoadBalancer[] {
  const { spec } = stack.workshop;
  const { exposure } = spec;
  const certificate =
    exposure.kind === 'hosts' ? certificateArn(stack, exposure, wildcardOf(exposure.domain)) : undefined;
  const all = Array.from({ length: loadBalancerCount(spec) }, (_, index) => {
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
      // AWS refuses one that people reach from outside in a VPC whose gateway is still to come.
      dependsOn: [plane.gateway],
    });
    const front =
      certificate === undefined ? plainFront(stack, id, balancer) : tlsFront(stack, id, balancer, certificate);
    return { balancer, front };
  });
  const first = all[0]?.balancer;
  if (exposure.kind === 'hosts' && exposure.zone !== undefined && first) {
    alias(stack, 'wildcard', exposure.zone, wildcardOf(exposure.domain), {
      name: first.dnsName,
      zoneId: first.zoneId,
    });
  }
  return all;
}

const plainFront = (stack: UsherStack, id: string, balancer: Lb): LbListener =>
  new LbListener(stack, `front:${id}`, {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: 'HTTP',
    defaultAction: [page(stack, ', or add your seat and app to this one: <code>/007/jupyter</code>')],
  });

/** Port 443, and a port 80 that only leads there. */
function tlsFront(stack: UsherStack, id: string, balancer: Lb, certificate: string): LbListener {
  new LbListener(stack, `plain:${id}-plain`, {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: 'HTTP',
    defaultAction: [
      {
        type: 'redirect',
        // Temporary: a browser must not remember it beyond the workshop.
        redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_302' },
      },
    ],
  });
  return new LbListener(stack, `front:${id}`, {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: 'HTTPS',
    sslPolicy: TLS_POLICY,
    certificateArn: certificate,
    defaultAction: [page(stack, '')],
  });
}

/** What a stray visitor reads; at most 1,024 characters, says the load balancer. */
function page(stack: UsherStack, more: string): LbListenerDefaultAction {
  const { name } = stack.workshop.spec;
  const messageBody =
    `<!doctype html><meta charset="utf-8"><title>${name}</title><h1>${name}</h1>` +
    `<p>Say hello to Usher in Slack to get your own address${more}.</p>`;
  return { type: 'fixed-response', fixedResponse: { contentType: 'text/html', statusCode: '404', messageBody } };
}
