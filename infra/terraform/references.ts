import type { StackConfig } from './config';
import type { StackState } from './state';

/** Answers `${type.name.attribute}` and plain text from what is known before a plan; undefined for the rest. */
export type Resolve = (value: unknown) => string | undefined;

/** Resolves from state, then from what was found in AWS, then from what the configuration says in so many words. */
export function resolver(config: StackConfig, state: StackState, found: ReadonlyMap<string, string>): Resolve {
  const attribute = (address: string, name: string): string | undefined => {
    const known = state.resources.get(address)?.attributes[name];
    if (typeof known === 'string' && known !== '') return known;
    const arn = found.get(address);
    if (arn !== undefined && name === 'arn' && arn.startsWith('arn:')) return arn;
    if (arn !== undefined && name === 'id') return idOf(config.resources.get(address)?.type ?? '', arn);
    const body = config.resources.get(address)?.body ?? {};
    const literal = body[name === 'id' ? (ID_IS[config.resources.get(address)?.type ?? ''] ?? 'id') : name];
    return typeof literal === 'string' && !literal.includes('${') ? literal : undefined;
  };
  return (value) => {
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string') return undefined;
    let known = true;
    const text = value.replace(/\$\{([^}]*)\}/g, (_, expression: string) => {
      const match = /^\s*(aws_\w+\.[\w-]+)\.(\w+)\s*$/.exec(expression);
      const answer = match ? attribute(match[1] ?? '', match[2] ?? '') : undefined;
      known &&= answer !== undefined;
      return answer ?? '';
    });
    return known ? text : undefined;
  };
}

/** Types whose id is a name they are given. */
const ID_IS: Readonly<Record<string, string>> = {
  aws_iam_role: 'name',
  aws_iam_instance_profile: 'name',
  aws_cloudwatch_log_group: 'name',
  aws_s3_bucket: 'bucket',
  aws_db_subnet_group: 'name',
};

/** The id attribute of a few types is their ARN, of all others what follows the last slash. */
function idOf(type: string, arn: string): string {
  return /^aws_(lb|ecs_cluster|secretsmanager)/.test(type) ? arn : arn.slice(arn.lastIndexOf('/') + 1);
}
