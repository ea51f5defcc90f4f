import { BlockList } from 'node:net';
import type { Action, Condition, Listener, Rule } from '../model/balancers';
import type { World } from '../model/world';

/** What a request asks of a load balancer. */
export interface Asked {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly method: string;
  /** Address of whoever asks. */
  readonly from?: string;
}

/** The action of the first rule that fits, by priority, else the listener's own. */
export function chooseAction(world: World, listener: Listener, asked: Asked): Action | undefined {
  const rules = [...world.rules.values()]
    .filter((rule: Rule) => rule.listener === listener.arn && rule.conditions.every((c) => fits(c, asked)))
    .sort((a, b) => a.priority - b.priority);
  return (rules[0]?.actions ?? listener.actions).at(-1);
}

function fits(condition: Condition, asked: Asked): boolean {
  switch (condition.field) {
    case 'path-pattern':
      return condition.values.some((pattern) => like(pattern).test(asked.path));
    case 'host-header':
      return condition.values.some((pattern) => like(pattern.toLowerCase()).test(asked.host.toLowerCase()));
    case 'http-request-method':
      return condition.values.includes(asked.method);
    case 'source-ip':
      return condition.values.some((range) => holds(range, asked.from ?? ''));
    default:
      return false;
  }
}

/** Whether a range holds an address; `::ffff:127.0.0.1` is one of IPv4. */
function holds(range: string, address: string): boolean {
  const list = new BlockList();
  const [start = '', bits = '32'] = range.split('/');
  const family = start.includes(':') ? 'ipv6' : 'ipv4';
  list.addSubnet(start, Number(bits), family);
  const plain = address.replace(/^::ffff:/, '');
  return list.check(plain, plain.includes(':') ? 'ipv6' : 'ipv4');
}

/** ALB patterns: `*` any characters, `?` exactly one. */
function like(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}

/**
 * Address a redirect action leads to, with `#{host}` and its like filled in; standard ports are left out. `boundAs` tells at
 * which port of this machine a listener's port is found.
 */
export function redirectTo(
  redirect: Readonly<Record<string, string>>,
  asked: Asked,
  boundAs: (port: number) => number = (port) => port,
): string {
  const fill = (text: string) =>
    text
      .replaceAll('#{protocol}', asked.protocol)
      .replaceAll('#{host}', asked.host)
      .replaceAll('#{port}', String(asked.port))
      .replaceAll('#{path}', asked.path.replace(/^\//, ''))
      .replaceAll('#{query}', asked.query);
  const protocol = fill(redirect['Protocol'] ?? '#{protocol}').toLowerCase();
  const host = fill(redirect['Host'] ?? '#{host}');
  const port = String(boundAs(Number(fill(redirect['Port'] ?? '#{port}'))));
  const path = fill(redirect['Path'] ?? '/#{path}');
  const query = fill(redirect['Query'] ?? '#{query}');
  const usual = (protocol === 'http' && port === '80') || (protocol === 'https' && port === '443');
  return `${protocol}://${host}${usual ? '' : `:${port}`}${path}${query === '' ? '' : `?${query}`}`;
}
