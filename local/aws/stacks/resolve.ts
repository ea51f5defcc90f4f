import { hash } from '../lifecycle/latencies';

/** A synthesised stack as far as the data plane reads it. */
export interface StackConfig {
  readonly provider?: { readonly aws?: readonly { readonly region?: string }[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly output?: Readonly<Record<string, { readonly value?: unknown }>>;
}

/** Arguments of a resource, or of a block in it. */
export type Body = Readonly<Record<string, unknown>>;

/** One resource of a stack and what AWS would have made up for it. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly body: Body;
  readonly id: string;
  readonly arn: string;
  /** Other made-up attributes: `dns_name`, `address`. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** The account moto pretends to be. */
export const ACCOUNT = '123456789012';

/** Resources by address, of every stack of a run: data sources of one stack find what another made. */
export type Catalogue = ReadonlyMap<string, Resource>;

/** Where references lead. */
export interface Scope {
  readonly catalogue: Catalogue;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Outputs by stack, resolved. */
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly region: string;
}

/** Text that looks like an AWS id and depends on the address alone. */
export const madeUpId = (prefix: string, key: string): string => {
  const digits = [key, `${key} again`].map((text) => hash(text).toString(16).padStart(8, '0')).join('');
  return `${prefix}-0${digits}`;
};

/** The value with every reference replaced. What cannot be resolved stays as it is written. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, scope)]));
  }
  if (typeof value !== 'string') return value;
  const whole = /^\$\{([^{}]*)\}$/.exec(value);
  if (whole) return evaluate(whole[1]!, scope) ?? value;
  return value
    .replace(/(\$?)\$\{([^{}]*)\}/g, (all, escaped: string, expression: string) => {
      if (escaped) return `\${${expression}}`;
      const found = evaluate(expression, scope);
      return found === undefined ? all : String(found);
    })
    .replaceAll('%%{', '%{');
}

/** The few kinds of expression that Usher's stacks hold. */
function evaluate(expression: string, scope: Scope): unknown {
  const text = expression.trim();
  const element = /^element\((.*),\s*(\d+)\)$/.exec(text);
  if (element) return at(evaluate(element[1]!, scope), Number(element[2]));
  const lookup = /^lookup\((.*?),\s*"([^"]*)".*\)$/.exec(text);
  if (lookup) return at(evaluate(lookup[1]!, scope), lookup[2]!);
  if (text.startsWith('var.')) return scope.variables[text.slice(4)];
  const path = text
    .replace(/\[(\d+)\]/g, '.$1')
    .replace(/\["([^"]+)"\]/g, '.$1')
    .split('.');
  if (path[0] === 'data' && path[1] === 'terraform_remote_state') {
    return walk(scope.outputs.get(path[2]!) ?? {}, path.slice(4), scope);
  }
  const [type = '', name = '', ...rest] = path[0] === 'data' ? path.slice(1) : path;
  if (type === 'aws_caller_identity') return ACCOUNT;
  if (type === 'aws_partition') return 'aws';
  if (type === 'aws_availability_zones')
    return walk({ names: ['a', 'b', 'c'].map((z) => scope.region + z) }, rest, scope);
  const resource = scope.catalogue.get(`${type}.${name}`);
  if (!resource) return undefined;
  const { body, extra, id, arn } = resource;
  return walk({ ...body, ...extra, id, arn }, rest, scope);
}

function walk(from: unknown, path: readonly string[], scope: Scope): unknown {
  let value = from;
  for (const part of path) value = at(value, part);
  return value === undefined ? undefined : resolve(value, scope);
}

const at = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[String(key)] : undefined;
