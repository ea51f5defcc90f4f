import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { isIpv6 } from '../../../workshop/allow-list';
import { loadBalancerName } from '../../../workshop/seat-plan';
import { venueHost } from '../../../workshop/venue/check';
import type { VenueWorkshop } from '../../../workshop/venue/venue';
import type { Exposure } from '../../../workshop/workshop';
import { literal } from '../text';
import type { UsherStack } from '../usher-stack';
import { ADMITTED, hit, NOT_ADMITTED, PAGE_PORT, pagePieces } from '../venue-page';
import { alias } from './alias';
import { certificateArn } from './certificate';
import type { NetworkPlane } from './network-plane';

/** A rule takes five values: the path, and so many ranges. */
const RANGES_A_RULE = 4;
const IDLE_SECONDS = 600;
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/**
 * Open to everybody, since there is nothing behind it but fixed answers: whoever is not on the allow-list shall read that, instead of
 * waiting before a door that does not open.
 */
export function venueGroup(stack: UsherStack, plane: NetworkPlane): SecurityGroup {
  const { venue, spec } = stack.workshop as VenueWorkshop;
  const everywhere = ['0.0.0.0/0'];
  return new SecurityGroup(stack, 'group:balancer', {
    name: `${spec.name}-balancer`,
    description: 'Page that tries the network of a venue',
    vpcId: plane.vpc.id,
    ingress: [...new Set([PAGE_PORT, ...venue.checks.map(({ port }) => port)])].map((port) => ({
      ...{ protocol: 'tcp', fromPort: port, toPort: port, cidrBlocks: everywhere },
    })),
    egress: [{ protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: everywhere }],
  });
}

/** The load balancer with the page on port 80 and an answer behind each check; `first` is the listener of the first check. */
export function venueDoors(
  stack: UsherStack,
  { spec, venue }: VenueWorkshop,
  plane: NetworkPlane,
  group: SecurityGroup,
): { readonly balancer: Lb; readonly first: LbListener } {
  const balancer = new Lb(stack, 'balancer:lb01', {
    name: loadBalancerName(spec, 1),
    loadBalancerType: 'application',
    internal: false,
    subnets: plane.public.map((subnet) => subnet.id),
    securityGroups: [group.id],
    idleTimeout: IDLE_SECONDS,
    enableDeletionProtection: false,
    dependsOn: [plane.gateway],
  });
  const page = new LbListener(stack, 'front:lb01', {
    loadBalancerArn: balancer.arn,
    port: PAGE_PORT,
    protocol: 'HTTP',
    defaultAction: [answer('text/html', pagePieces(venue, spec.exposure).page)],
  });
  let priority = 0;
  const piece = (id: string, path: string, action: ReturnType<typeof answer>, from?: string[]): void => {
    priority += 1;
    new LbListenerRule(stack, `piece:${id}`, {
      listenerArn: page.arn,
      priority,
      condition: [{ pathPattern: { values: [path] } }, ...(from ? [{ sourceIp: { values: from } }] : [])],
      action: [action],
    });
  };
  for (const { name, type, body } of pagePieces(venue, spec.exposure).pieces) {
    piece(name.replace('.', '_'), `/${name}`, answer(type, body));
  }
  const ranges = spec.allow.filter((range) => !isIpv6(range));
  for (let at = 0; at < ranges.length; at += RANGES_A_RULE) {
    const few = ranges.slice(at, at + RANGES_A_RULE);
    piece(`list_${at / RANGES_A_RULE + 1}`, '/l.js', answer('application/javascript', ADMITTED), few);
  }
  piece('list_no', '/l.js', answer('application/javascript', NOT_ADMITTED));

  const { exposure } = spec;
  const tls = exposure.kind === 'hosts' ? tlsOf(stack, exposure, balancer) : undefined;
  const doors = venue.checks.map(
    ({ port }, index) =>
      new LbListener(stack, `check:door${port}`, {
        loadBalancerArn: balancer.arn,
        port,
        ...(tls ?? { protocol: 'HTTP' }),
        defaultAction: [answer('application/javascript', hit(index))],
      }),
  );
  const [first] = doors;
  if (!first) throw new RangeError(`${venue.name} has nothing to check`);
  return { balancer, first };
}

const answer = (contentType: string, messageBody: string) => ({
  type: 'fixed-response',
  fixedResponse: { contentType, statusCode: '200', messageBody: literal(messageBody) },
});

type Hosts = Extract<Exposure, { kind: 'hosts' }>;

/** TLS with a certificate for the check's own name, and the name itself, so that it is in nobody's way who deploys meanwhile. */
function tlsOf(stack: UsherStack, hosts: Hosts, balancer: Lb) {
  const name = venueHost(hosts.domain);
  if (hosts.zone !== undefined)
    alias(stack, 'venue', hosts.zone, name, { name: balancer.dnsName, zoneId: balancer.zoneId });
  return { protocol: 'HTTPS', sslPolicy: TLS_POLICY, certificateArn: certificateArn(stack, hosts, name) };
}
