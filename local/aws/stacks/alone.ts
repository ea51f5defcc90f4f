import { startInstance, stopInstance } from '../lifecycle/host';
import type { Plane } from '../lifecycle/plane';
import { hexId, lastPart } from '../model/arn';
import type { Instance, Service } from '../model/world';
import type { Call } from '../proxy/call';
import { inner, list, number, strings, text, type Query } from '../proxy/query';
import { escape, json, xml } from '../proxy/reply';
import { clusterOf, findService } from '../services/cluster';
import { refuseStart, stateXml, tagInstances } from '../services/ec2';
import { liveService } from '../services/ecs-shapes';
import type { Handlers } from '../services/handler';
import { fitsFilters, mapping } from '../services/tagging';
import { blocks, tagsOfBody, textOf, type Made } from './made';
import { moveService } from './put';
import { ACCOUNT } from './resolve';

/** What a filter of DescribeInstances looks at; those Usher asks by. */
function filterable(instance: Instance, filter: string): string | undefined {
  if (filter === 'instance-id') return instance.id;
  if (filter === 'instance-state-name') return instance.state;
  return filter.startsWith('tag:') ? instance.tags[filter.slice('tag:'.length)] : undefined;
}

/** What EC2 answers of an instance that is stopped or started. */
const changed = (instance: Instance): string =>
  `<item><instanceId>${instance.id}</instanceId>${stateXml(instance).replaceAll('instanceState', 'currentState')}</item>`;

const reservation = (instance: Instance): string =>
  `<item><instancesSet><item><instanceId>${instance.id}</instanceId>${stateXml(instance)}<tagSet>${Object.entries(
    instance.tags,
  )
    .map(([key, value]) => `<item><key>${escape(key)}</key><value>${escape(value)}</value></item>`)
    .join('')}</tagSet></item></instancesSet></item>`;

/** Answers of the control plane where there is none: just the calls by which a running workshop is looked at and mended. */
export function aloneHandlers(plane: Plane, all: () => readonly Made[]): Handlers {
  const { world } = plane;
  const named = ({ input }: Call) => strings(input, 'InstanceId').flatMap((id) => world.instances.get(id) ?? []);
  const shape = (service: Service): Query => {
    const base = {
      serviceArn: service.arn,
      serviceName: service.name,
      clusterArn: service.cluster,
      launchType: 'EC2',
      taskDefinition: service.deployments[0]?.taskDefinition,
      loadBalancers: service.targets,
      placementConstraints: service.constraints,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: service.subnets,
          securityGroups: service.groups,
          assignPublicIp: 'DISABLED',
        },
      },
      createdAt: service.createdAt.getTime() / 1000,
    };
    return { ...base, ...liveService(world, service, base) };
  };
  return {
    'sts:GetCallerIdentity': {
      answer: (call) =>
        xml(call, `<Arn>arn:aws:iam::${ACCOUNT}:user/local</Arn><UserId>LOCAL</UserId><Account>${ACCOUNT}</Account>`),
    },
    'ec2:DescribeInstances': {
      answer(call) {
        const filters = list(call.input, 'Filter').map((f) => ({
          name: text(f, 'Name') ?? '',
          values: strings(f, 'Value'),
        }));
        const found = [...world.instances.values()].filter((instance) =>
          filters.every(({ name, values }) => values.includes(filterable(instance, name) ?? '')),
        );
        return xml(call, `<reservationSet>${found.map(reservation).join('')}</reservationSet>`);
      },
    },
    'ec2:StopInstances': {
      answer(call) {
        const instances = named(call);
        instances.forEach((instance) => stopInstance(plane, instance));
        return xml(call, `<instancesSet>${instances.map(changed).join('')}</instancesSet>`);
      },
    },
    'ec2:StartInstances': {
      async answer(call) {
        const instances = named(call);
        const refusal = await refuseStart(plane, instances);
        if (refusal) return refusal;
        instances.forEach((instance) => startInstance(plane, instance));
        return xml(call, `<instancesSet>${instances.map(changed).join('')}</instancesSet>`);
      },
    },
    'ec2:CreateTags': {
      answer(call) {
        tagInstances(plane, call);
        return xml(call, '<return>true</return>');
      },
    },
    'ssm:GetParameter': {
      answer(call) {
        const name = text(call.input, 'Name') ?? '';
        if (!name.startsWith('/aws/service/ecs/optimized-ami/')) {
          return { code: 'ParameterNotFound', message: `Parameter ${name} not found.` };
        }
        const value = 'ami-0123456789abcdef0';
        return json({ Parameter: { Name: name, Type: 'String', Value: value, Version: 1, DataType: 'text' } });
      },
    },
    'tagging:GetResources': {
      answer(call) {
        const found = all()
          .map(({ arn, body }) => ({ arn, tags: tagsOfBody(body) }))
          .filter(({ tags }) => fitsFilters(call, tags));
        return json({ PaginationToken: '', ResourceTagMappingList: found.map(mapping) });
      },
    },
    'route53:ListResourceRecordSets': {
      answer() {
        const aliases = all().flatMap(({ type, body }) =>
          type === 'aws_route53_record'
            ? blocks(body, 'alias').map((alias) => ({ name: textOf(body, 'name'), to: textOf(alias, 'name') }))
            : [],
        );
        const sets = aliases.map(
          ({ name, to }) =>
            `<ResourceRecordSet><Name>${escape(name)}.</Name><Type>A</Type>` +
            `<AliasTarget><DNSName>${escape(to)}.</DNSName></AliasTarget></ResourceRecordSet>`,
        );
        const body =
          `<ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ResourceRecordSets>` +
          `${sets.join('')}</ResourceRecordSets><IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>`;
        return { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) };
      },
    },
    'ecs:DescribeServices': {
      answer(call) {
        const cluster = clusterOf(plane, call);
        if ('code' in cluster) return cluster;
        const asked = strings(call.input, 'services').map((name) => ({
          name,
          service: findService(plane, cluster, name),
        }));
        return json({
          services: asked.flatMap(({ service }) => (service ? [shape(service)] : [])),
          failures: asked.flatMap(({ name, service }) => (service ? [] : [{ arn: lastPart(name), reason: 'MISSING' }])),
        });
      },
    },
    'ecs:UpdateService': {
      answer(call) {
        const cluster = clusterOf(plane, call);
        if ('code' in cluster) return cluster;
        const service = findService(plane, cluster, text(call.input, 'service') ?? '');
        if (!service) return { code: 'ServiceNotFoundException', message: 'Service not found.' };
        service.desired = number(call.input, 'desiredCount', service.desired);
        const current = service.deployments[0];
        const network = inner(inner(call.input, 'networkConfiguration'), 'awsvpcConfiguration');
        const isElsewhere = moveService(service, strings(network, 'subnets'));
        if ((call.input['forceNewDeployment'] === true || isElsewhere) && current) {
          const next = { ...current, id: `ecs-svc/${hexId(16)}`, createdAt: new Date(), failed: 0, failedInRow: 0 };
          service.deployments = [next, ...service.deployments];
        }
        plane.reconcile(service.arn);
        return json({ service: shape(service) });
      },
    },
    'ecs:DescribeClusters': {
      answer(call) {
        const names = strings(call.input, 'clusters').map(lastPart);
        const clusters = [...world.clusters.values()].filter((c) => names.includes(c.name));
        return json({
          clusters: clusters.map((c) => ({ clusterArn: c.arn, clusterName: c.name, status: 'ACTIVE' })),
          failures: names.filter((n) => !clusters.some((c) => c.name === n)).map((arn) => ({ arn, reason: 'MISSING' })),
        });
      },
    },
    'elbv2:DescribeLoadBalancers': {
      answer(call) {
        const names = strings(call.input, 'Names');
        const arns = strings(call.input, 'LoadBalancerArns');
        const found = [...world.loadBalancers.values()].filter(
          (lb) => (names.length === 0 || names.includes(lb.name)) && (arns.length === 0 || arns.includes(lb.arn)),
        );
        const members = found.map(
          (lb) =>
            `<member><LoadBalancerArn>${lb.arn}</LoadBalancerArn><LoadBalancerName>${escape(lb.name)}</LoadBalancerName>` +
            `<DNSName>${lb.address}</DNSName><State><Code>${lb.active ? 'active' : 'provisioning'}</Code></State></member>`,
        );
        return xml(call, `<LoadBalancers>${members.join('')}</LoadBalancers>`);
      },
    },
    'elbv2:DescribeTargetGroups': {
      answer(call) {
        const names = strings(call.input, 'Names');
        const arns = strings(call.input, 'TargetGroupArns');
        const found = [...world.targetGroups.values()].filter(
          (g) => (names.length === 0 || names.includes(g.name)) && (arns.length === 0 || arns.includes(g.arn)),
        );
        if (found.length === 0 && names.length + arns.length > 0) {
          return { code: 'TargetGroupNotFound', message: 'One or more target groups not found' };
        }
        const members = found.map(
          (g) =>
            `<member><TargetGroupArn>${g.arn}</TargetGroupArn><TargetGroupName>${escape(g.name)}</TargetGroupName>` +
            `<Port>${g.port}</Port><HealthCheckPath>${escape(g.check.path)}</HealthCheckPath></member>`,
        );
        return xml(call, `<TargetGroups>${members.join('')}</TargetGroups>`);
      },
    },
  };
}
