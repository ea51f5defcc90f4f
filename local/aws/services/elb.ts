import type { Plane } from '../lifecycle/plane';
import { latency } from '../lifecycle/latencies';
import { IDLE_SECONDS } from '../model/balancers';
import { inner, list, number, strings, text } from '../proxy/query';
import type { Call } from '../proxy/call';
import { readXml } from '../proxy/read-xml';
import { xml, type Reply } from '../proxy/reply';
import { tagsOf } from './ec2';
import { readActions, readCheck, readConditions, targetsXml } from './elb-shapes';
import { withBody, type Handlers } from './handler';

/** The loopback address a new load balancer answers on. */
export type NextAddress = () => Promise<string>;

/** Load balancers, their listeners and rules are learned from moto's answers; the health of targets is ours alone. */
export function elbHandlers(plane: Plane, nextAddress: NextAddress): Handlers {
  const { world } = plane;
  const changed = () => {
    plane.routes.clear();
    plane.changed();
  };
  const result = (call: Call, reply: Reply, name: string) =>
    list(inner(readXml(reply.body), `${call.operation}Result`), name);
  return {
    'elbv2:CreateLoadBalancer': {
      async after(call, reply) {
        for (const item of result(call, reply, 'LoadBalancers')) {
          const arn = text(item, 'LoadBalancerArn') ?? '';
          if (world.loadBalancers.has(arn)) continue;
          const lb = {
            arn,
            name: text(item, 'LoadBalancerName') ?? '',
            motoName: text(item, 'DNSName'),
            address: await nextAddress(),
            tags: tagsOf(list(call.input, 'Tags')),
            groups: strings(item, 'SecurityGroups'),
            idleSeconds: IDLE_SECONDS,
            active: false,
          };
          world.loadBalancers.set(arn, lb);
          plane.clock.after(latency('loadBalancer', arn), () => {
            lb.active = true;
            plane.changed();
          });
        }
        return withNames(plane, reply);
      },
    },
    'elbv2:DescribeLoadBalancers': { after: (_call, reply) => withNames(plane, reply) },
    'elbv2:SetSecurityGroups': {
      after(call) {
        const lb = world.loadBalancers.get(text(call.input, 'LoadBalancerArn') ?? '');
        if (lb) lb.groups = strings(call.input, 'SecurityGroups');
        changed();
      },
    },
    'elbv2:ModifyLoadBalancerAttributes': {
      after(call) {
        const lb = world.loadBalancers.get(text(call.input, 'LoadBalancerArn') ?? '');
        const idle = tagsOf(list(call.input, 'Attributes'))['idle_timeout.timeout_seconds'];
        if (lb && idle !== undefined) lb.idleSeconds = Number(idle);
      },
    },
    'elbv2:DeleteLoadBalancer': {
      after(call) {
        const arn = text(call.input, 'LoadBalancerArn') ?? '';
        world.loadBalancers.delete(arn);
        for (const listener of world.listeners.values()) {
          if (listener.loadBalancer === arn) removeListener(plane, listener.arn);
        }
        changed();
      },
    },
    'elbv2:CreateListener': {
      after(call, reply) {
        for (const item of result(call, reply, 'Listeners')) {
          const arn = text(item, 'ListenerArn') ?? '';
          world.listeners.set(arn, {
            arn,
            loadBalancer: text(call.input, 'LoadBalancerArn') ?? '',
            port: number(call.input, 'Port', 80),
            protocol: text(call.input, 'Protocol') ?? 'HTTP',
            certificate: certificateOf(call),
            actions: readActions(list(call.input, 'DefaultActions')),
            tags: tagsOf(list(call.input, 'Tags')),
          });
        }
        changed();
      },
    },
    'elbv2:ModifyListener': {
      after(call) {
        const listener = world.listeners.get(text(call.input, 'ListenerArn') ?? '');
        if (!listener) return;
        listener.port = number(call.input, 'Port', listener.port);
        listener.protocol = text(call.input, 'Protocol') ?? listener.protocol;
        listener.certificate = certificateOf(call) ?? listener.certificate;
        const actions = list(call.input, 'DefaultActions');
        if (actions.length > 0) listener.actions = readActions(actions);
        changed();
      },
    },
    'elbv2:DeleteListener': {
      after(call) {
        removeListener(plane, text(call.input, 'ListenerArn') ?? '');
        changed();
      },
    },
    'elbv2:CreateRule': {
      after(call, reply) {
        for (const item of result(call, reply, 'Rules')) {
          const arn = text(item, 'RuleArn') ?? '';
          world.rules.set(arn, {
            arn,
            listener: text(call.input, 'ListenerArn') ?? '',
            priority: number(call.input, 'Priority', 1),
            conditions: readConditions(list(call.input, 'Conditions')),
            actions: readActions(list(call.input, 'Actions')),
            tags: tagsOf(list(call.input, 'Tags')),
          });
        }
        changed();
      },
    },
    'elbv2:ModifyRule': {
      after(call) {
        const rule = world.rules.get(text(call.input, 'RuleArn') ?? '');
        if (!rule) return;
        const conditions = list(call.input, 'Conditions');
        const actions = list(call.input, 'Actions');
        if (conditions.length > 0) rule.conditions = readConditions(conditions);
        if (actions.length > 0) rule.actions = readActions(actions);
        changed();
      },
    },
    'elbv2:SetRulePriorities': {
      after(call) {
        for (const pair of list(call.input, 'RulePriorities')) {
          const rule = world.rules.get(text(pair, 'RuleArn') ?? '');
          if (rule) rule.priority = number(pair, 'Priority', rule.priority);
        }
      },
    },
    'elbv2:DeleteRule': {
      after(call) {
        world.rules.delete(text(call.input, 'RuleArn') ?? '');
        changed();
      },
    },
    'elbv2:CreateTargetGroup': {
      after(call, reply) {
        for (const item of result(call, reply, 'TargetGroups')) {
          const arn = text(item, 'TargetGroupArn') ?? '';
          if (world.targetGroups.has(arn)) continue;
          world.targetGroups.set(arn, {
            arn,
            name: text(item, 'TargetGroupName') ?? '',
            port: number(item, 'Port', 80),
            tags: tagsOf(list(call.input, 'Tags')),
            check: readCheck(item, { path: '/', interval: 30, timeout: 5, healthy: 5, unhealthy: 2 }),
            deregistrationDelay: 300,
            targets: new Map(),
          });
        }
      },
    },
    'elbv2:ModifyTargetGroup': {
      after(call) {
        const group = world.targetGroups.get(text(call.input, 'TargetGroupArn') ?? '');
        if (group) group.check = readCheck(call.input, group.check);
        changed();
      },
    },
    'elbv2:ModifyTargetGroupAttributes': {
      after(call) {
        const group = world.targetGroups.get(text(call.input, 'TargetGroupArn') ?? '');
        const delay = tagsOf(list(call.input, 'Attributes'))['deregistration_delay.timeout_seconds'];
        if (group && delay !== undefined) group.deregistrationDelay = Number(delay);
      },
    },
    'elbv2:DeleteTargetGroup': {
      after: (call) => void world.targetGroups.delete(text(call.input, 'TargetGroupArn') ?? ''),
    },
    'elbv2:DescribeTargetHealth': {
      answer(call) {
        const group = world.targetGroups.get(text(call.input, 'TargetGroupArn') ?? '');
        if (!group) return { code: 'TargetGroupNotFound', message: 'One or more target groups not found' };
        return xml(call, `<TargetHealthDescriptions>${targetsXml(group)}</TargetHealthDescriptions>`);
      },
    },
  };
}

const certificateOf = ({ input }: Call): string | undefined =>
  list(input, 'Certificates').flatMap((one) => text(one, 'CertificateArn') ?? [])[0];

function removeListener(plane: Plane, arn: string): void {
  plane.world.listeners.delete(arn);
  for (const rule of plane.world.rules.values()) if (rule.listener === arn) plane.world.rules.delete(rule.arn);
}

/** moto's made-up DNS names become loopback addresses, and load balancers take their time to become active. */
function withNames(plane: Plane, reply: Reply): Reply {
  let body = reply.body.toString();
  for (const lb of plane.world.loadBalancers.values()) {
    if (lb.motoName === undefined || !body.includes(lb.arn)) continue;
    body = body.replaceAll(`<DNSName>${lb.motoName}</DNSName>`, `<DNSName>${lb.address}</DNSName>`);
    const at = body.indexOf(lb.arn);
    const state = body.indexOf('<Code>', at);
    const end = body.indexOf('</Code>', state);
    if (state > 0) body = `${body.slice(0, state)}<Code>${lb.active ? 'active' : 'provisioning'}${body.slice(end)}`;
  }
  return withBody(reply, body);
}
