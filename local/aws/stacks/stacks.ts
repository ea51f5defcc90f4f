import { isDeepStrictEqual } from 'node:util';
import type { Facts, Network } from '../lifecycle/facts';
import type { Plane } from '../lifecycle/plane';
import type { Refusal } from '../proxy/reply';
import { whyNoCapacity } from '../services/capacity';
import { readResources, regionOfStack } from './catalogue';
import { textOf, type Made } from './made';
import { networkOf } from './network';
import { amend, put } from './put';
import { resolve, type Body, type Resource, type Scope, type StackConfig } from './resolve';
import { standing } from './standing';
import { takeAway } from './take-away';

/** Stacks that were handed in as synthesised Terraform, where no control plane could have made them. */
export interface Stacks {
  readonly facts: Facts;
  /** Everything that is filled in, for the calls that list and describe. */
  all(): readonly Made[];
  /** Makes what the stack holds and removes what it held before and holds no more. */
  fill(run: string, stack: string, config: StackConfig, variables: Body, anew?: Anew): Promise<Filling>;
  /** Takes a stack away; one that is not there is no error. */
  remove(run: string, stack: string): void;
}

/** Addresses of what is made anew, where it was made before a moment. */
export interface Anew {
  readonly addresses: readonly string[];
  readonly before: Date;
}

export interface Filling {
  /** Resolved. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What AWS would have refused; all else was made. */
  readonly failures: readonly (Refusal & { readonly address: string })[];
}

interface Filled {
  readonly run: string;
  readonly made: ReadonlyMap<string, Made>;
  /** When each was made, by address. */
  readonly times: ReadonlyMap<string, Date>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** `plane` is asked for late, since it needs the facts first. */
export function createStacks(plane: () => Plane, nextAddress: () => Promise<string>): Stacks {
  const filled = new Map<string, Filled>();
  let network: Network | undefined;
  const all = () => [...filled.values()].flatMap((stack) => [...stack.made.values()]);

  async function fill(run: string, stack: string, config: StackConfig, variables: Body, anew?: Anew) {
    const key = `${run}/${stack}`;
    const { made: old = new Map<string, Made>(), times: since = new Map<string, Date>() } = filled.get(key) ?? {};
    const region = regionOfStack(config);
    const siblings = [...filled].filter(([other, value]) => value.run === run && other !== key);
    const own = readResources(config, run).map((resource) => standing(plane().world, resource));
    const catalogue = new Map<string, Resource>([
      ...siblings.flatMap(([, value]) => [...value.made]),
      ...own.map((resource) => [addressOf(resource), resource] as const),
    ]);
    const scope: Scope = {
      region,
      variables,
      outputs: new Map(siblings.map(([other, value]) => [other.slice(run.length + 1), value.outputs])),
      catalogue,
    };
    const made = new Map<string, Made>();
    const times = new Map<string, Date>();
    const failures: (Refusal & { address: string })[] = [];
    filled.set(key, { run, made, times, outputs: {} });
    network = undefined;
    for (const resource of inOrder(own)) {
      const address = addressOf(resource);
      const one: Made = { ...(resolve(resource, scope) as Resource), stack: key, region };
      const before = old.get(address);
      const madeAt = since.get(address) ?? new Date(0);
      const isKept = before && !(anew?.addresses.includes(address) && madeAt < anew.before);
      if (before && !isKept) takeAway(plane(), { ...before, id: one.id });
      const refusal = isKept ? undefined : await whyRefused(plane(), one);
      if (refusal) {
        failures.push({ address, ...refusal });
        continue;
      }
      made.set(address, one);
      times.set(address, isKept ? madeAt : new Date());
      const isOtherRule = one.type === 'aws_lb_listener_rule' && !isDeepStrictEqual(before?.body, one.body);
      if (!isKept || isOtherRule) await put(plane(), one, nextAddress);
      else amend(plane(), one);
      // Only now is the loopback address of a load balancer known.
      const lb = plane().world.loadBalancers.get(one.arn);
      if (lb) catalogue.set(address, { ...resource, extra: { ...resource.extra, dns_name: lb.address } });
    }
    const wanted = new Set(own.map(addressOf));
    for (const [address, gone] of old) if (!wanted.has(address)) takeAway(plane(), standing(plane().world, gone));
    const outputs = Object.fromEntries(
      Object.entries(config.output ?? {}).map(([name, { value }]) => [name, resolve(value, scope)]),
    );
    filled.set(key, { run, made, times, outputs });
    settle();
    return { outputs, failures };
  }

  function settle(): void {
    network = undefined;
    plane().routes.clear();
    plane().changed();
  }

  return {
    all,
    fill,
    remove(run, stack) {
      const gone = filled.get(`${run}/${stack}`);
      filled.delete(`${run}/${stack}`);
      for (const made of [...(gone?.made.values() ?? [])].reverse()) takeAway(plane(), standing(plane().world, made));
      settle();
    },
    facts: {
      network: () => Promise.resolve((network ??= networkOf(all()))),
      secret(_region, id) {
        const version = all().find(
          (m) => m.type === 'aws_secretsmanager_secret_version' && textOf(m.body, 'secret_id') === id,
        );
        if (!version) return Promise.resolve(undefined);
        return Promise.resolve(textOf(version.body, 'secret_string_wo') || textOf(version.body, 'secret_string'));
      },
      // There is no S3 here.
      objects: () => Promise.resolve(new Map()),
      certificate(_region, arn) {
        const made = all().find((m) => m.type === 'aws_acm_certificate' && m.arn === arn);
        return Promise.resolve(made && [textOf(made.body, 'domain_name')]);
      },
    },
  };
}

/** What AWS refuses of what is handed in: machines it has no capacity for. */
const whyRefused = async (plane: Plane, { type, body, region }: Made): Promise<Refusal | undefined> =>
  type === 'aws_instance'
    ? whyNoCapacity(plane, region, textOf(body, 'subnet_id'), textOf(body, 'instance_type'))
    : undefined;

const addressOf = ({ type, name }: { type: string; name: string }): string => `${type}.${name}`;

/** What others need comes first: AWS takes no service before its listener. */
const ORDER = [
  'aws_ebs_volume',
  'aws_ecs_cluster',
  'aws_lb',
  'aws_lb_target_group',
  'aws_lb_listener',
  'aws_ecs_task_definition',
];
const inOrder = <T extends { type: string }>(resources: readonly T[]): T[] => {
  const rank = (type: string) => (ORDER.includes(type) ? ORDER.indexOf(type) : type === 'aws_ecs_service' ? 99 : 50);
  return [...resources].sort((a, b) => rank(a.type) - rank(b.type));
};
