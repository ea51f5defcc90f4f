import { boot, reboot, startInstance, stopInstance, terminate } from '../lifecycle/host';
import type { Plane } from '../lifecycle/plane';
import { decodeUserData, readFiles } from '../model/user-data';
import type { Instance, InstanceState } from '../model/world';
import type { Call } from '../proxy/call';
import { inner, list, strings, text, type Query } from '../proxy/query';
import { readXml } from '../proxy/read-xml';
import { xml, type Refusal, type Reply } from '../proxy/reply';
import { whyNoCapacity } from './capacity';
import { withBody, type Handlers } from './handler';

const CODE: Record<InstanceState, number> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

/**
 * Instances live here; everything else of EC2 is moto's. `release` takes a volume off its instance there: AWS does so when an
 * instance ends, moto does not.
 */
export function ec2Handlers(
  plane: Plane,
  release: (region: string, volume: string, instance: string) => Promise<void>,
): Handlers {
  const named = (call: Call) => strings(call.input, 'InstanceId').flatMap((id) => plane.world.instances.get(id) ?? []);
  return {
    'ec2:RunInstances': {
      after(call, reply) {
        for (const item of list(readXml(reply.body), 'instancesSet')) {
          const instance = readInstance(call, item);
          plane.world.instances.set(instance.id, instance);
          boot(plane, instance);
        }
      },
    },
    'ec2:StartInstances': {
      check: (call) => refuseStart(plane, named(call)),
      after: (call) => named(call).forEach((i) => startInstance(plane, i)),
    },
    'ec2:StopInstances': { after: (call) => named(call).forEach((i) => stopInstance(plane, i)) },
    'ec2:RebootInstances': { after: (call) => named(call).forEach((i) => reboot(plane, i)) },
    'ec2:TerminateInstances': {
      async after(call) {
        const ending = named(call);
        const attached = [...plane.world.volumes.values()].flatMap(({ id, instance }) =>
          ending.some((i) => i.id === instance) ? [[id, instance ?? ''] as const] : [],
        );
        ending.forEach((i) => terminate(plane, i));
        for (const [volume, instance] of attached) await release(call.region, volume, instance);
      },
    },
    'ec2:DescribeInstances': { after: (_call, reply) => withStates(plane, reply) },
    'ec2:DescribeInstanceStatus': { answer: (call) => describeStatus(plane, call) },
    'ec2:CreateTags': { after: (call) => tagInstances(plane, call) },
  };
}

/** EC2 starts all or none: what is still stopping is in no state for it, and capacity may be short. */
export async function refuseStart(plane: Plane, instances: readonly Instance[]): Promise<Refusal | undefined> {
  const odd = instances.find(({ state }) => ['stopping', 'shutting-down', 'terminated'].includes(state));
  if (odd) {
    const message = `The instance '${odd.id}' is not in a state from which it can be started.`;
    return { code: 'IncorrectInstanceState', message };
  }
  for (const { region, subnet, type, state } of instances) {
    const refusal = state === 'stopped' ? await whyNoCapacity(plane, region, subnet, type) : undefined;
    if (refusal) return refusal;
  }
  return undefined;
}

/** What CreateTags asks of instances. */
export function tagInstances({ world }: Plane, call: Call): void {
  const tags = tagsOf(list(call.input, 'Tag'));
  for (const id of strings(call.input, 'ResourceId')) {
    const instance = world.instances.get(id);
    if (instance) instance.tags = { ...instance.tags, ...tags };
  }
}

function readInstance(call: Call, item: Query): Instance {
  const placement = inner(item, 'placement');
  const tags = list(call.input, 'TagSpecification').find((t) => text(t, 'ResourceType') === 'instance');
  const userData = decodeUserData(text(call.input, 'UserData') ?? '');
  return {
    id: text(item, 'instanceId') ?? '',
    region: call.region,
    zone: text(placement, 'availabilityZone') ?? `${call.region}a`,
    type: text(item, 'instanceType') ?? 't3.micro',
    subnet: text(item, 'subnetId') ?? '',
    groups: list(item, 'groupSet').flatMap((g) => text(g, 'groupId') ?? []),
    publicIp: text(item, 'ipAddress') || undefined,
    isPublic: Boolean(text(item, 'ipAddress')),
    profile: Object.keys(inner(call.input, 'IamInstanceProfile')).length > 0,
    userData,
    files: readFiles(userData),
    tags: tagsOf(tags ? list(tags, 'Tag') : []),
    state: 'pending',
    check: 'initializing',
    boot: 0,
    trouble: undefined,
  };
}

/** `[{ Key, Value }]` of the Query and JSON protocols -> a record. */
export const tagsOf = (tags: readonly Query[]): Record<string, string> =>
  Object.fromEntries(
    tags.map((tag) => [text(tag, 'Key') ?? text(tag, 'key') ?? '', text(tag, 'Value') ?? text(tag, 'value') ?? '']),
  );

/** moto's instances run at once; ours take their time. */
function withStates(plane: Plane, reply: Reply): Reply {
  const text = reply.body.toString();
  return withBody(
    reply,
    text.replace(
      /(<instanceId>(i-[0-9a-f]+)<\/instanceId>(?:(?!<instanceId>)[\s\S])*?)<instanceState>[\s\S]*?<\/instanceState>/g,
      (whole, before: string, id: string) => {
        const instance = plane.world.instances.get(id);
        return instance ? `${before}${stateXml(instance)}` : whole;
      },
    ),
  );
}

/** `<instanceState>` of EC2's answers. */
export const stateXml = ({ state }: Instance): string =>
  `<instanceState><code>${CODE[state]}</code><name>${state}</name></instanceState>`;

/** Running instances, or all with IncludeAllInstances; ids, the state and status filters, 1,000 a page at most. */
function describeStatus(plane: Plane, call: Call): Reply | { code: string; message: string } {
  const ids = strings(call.input, 'InstanceId');
  const missing = ids.find((id) => !plane.world.instances.has(id));
  if (missing !== undefined) {
    return { code: 'InvalidInstanceID.NotFound', message: `The instance ID '${missing}' does not exist` };
  }
  const all = text(call.input, 'IncludeAllInstances') === 'true';
  const filters = list(call.input, 'Filter');
  const found = [...plane.world.instances.values()].filter(
    (i) =>
      i.region === call.region &&
      (ids.length === 0 || ids.includes(i.id)) &&
      (all || i.state === 'running') &&
      filters.every((f) => passes(i, text(f, 'Name') ?? '', strings(f, 'Value'))),
  );
  const from = Number(text(call.input, 'NextToken') ?? 0);
  const size = Number(text(call.input, 'MaxResults') ?? (ids.length > 0 ? found.length : 1000)) || 1000;
  const next = from + size < found.length ? `<nextToken>${from + size}</nextToken>` : '';
  const items = found
    .slice(from, from + size)
    .map(statusXml)
    .join('');
  return xml(call, `<instanceStatusSet>${items}</instanceStatusSet>${next}`);
}

function passes(instance: Instance, name: string, values: readonly string[]): boolean {
  if (name === 'instance-state-name') return values.includes(instance.state);
  if (name === 'availability-zone') return values.includes(instance.zone);
  if (name === 'instance-status.status' || name === 'system-status.status') return values.includes(instance.check);
  return true;
}

function statusXml(instance: Instance): string {
  const { check, state } = instance;
  const up = state === 'running';
  const word = up ? check : 'not-applicable';
  const reach = { ok: 'passed', initializing: 'initializing', impaired: 'failed' }[check];
  const details = up ? `<details><item><name>reachability</name><status>${reach}</status></item></details>` : '';
  const system = up && check === 'impaired' ? 'ok' : word;
  const systemDetails = up ? details.replace('failed', 'passed') : '';
  return (
    `<item><instanceId>${instance.id}</instanceId><availabilityZone>${instance.zone}</availabilityZone>${stateXml(instance)}` +
    `<systemStatus><status>${system}</status>${systemDetails}</systemStatus>` +
    `<instanceStatus><status>${word}</status>${details}</instanceStatus></item>`
  );
}
