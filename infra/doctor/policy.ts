import type { ContextEntry } from '@aws-sdk/client-iam';
import { z } from 'zod';

/** What IAM is asked in one go: whether these actions are allowed on this resource under these circumstances. */
export interface Question {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly context: readonly ContextEntry[];
}

/** What stands for `*` where a policy leaves something open. */
const ANY = 'usher';
/** `${aws:PrincipalAccount}` and its like. */
const VARIABLE = /\$\{[^}]*\}/g;

const words = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: words.optional(),
  Resource: words.optional(),
  Condition: z.record(z.string(), z.record(z.string(), words)).optional(),
});
const policy = z.object({ Statement: z.union([z.array(statement), statement.transform((one) => [one])]) });

/**
 * The questions to which whoever has this policy gets a yes: an example of a resource and of the circumstances for every
 * statement that allows something. Actions with a wildcard are left out, which IAM does not simulate. Throws for what is no policy.
 */
export function questionsOf(text: string, place: { partition: string; region: string; account: string }): Question[] {
  const questions = new Map<string, { actions: Set<string>; resource: string; context: ContextEntry[] }>();
  for (const { Effect, Action = [], Resource = ['*'], Condition = {} } of policy.parse(JSON.parse(text)).Statement) {
    const actions = Action.filter((action) => !action.includes('*'));
    if (Effect !== 'Allow' || actions.length === 0) continue;
    const resource = exampleArn(Resource[0] ?? '*', place);
    const context = contextOf(Condition, place);
    const key = JSON.stringify([resource, context]);
    const question = questions.get(key) ?? { actions: new Set<string>(), resource, context };
    actions.forEach((action) => question.actions.add(action));
    questions.set(key, question);
  }
  return [...questions.values()].map((question) => ({ ...question, actions: [...question.actions] }));
}

function exampleArn(pattern: string, place: { partition: string; region: string; account: string }): string {
  if (pattern === '*') return pattern;
  const [arn = 'arn', partition = '*', service = '', region = '', account = '', ...rest] = pattern
    .replace(VARIABLE, '*')
    .split(':');
  const filled = [
    arn,
    partition === '*' ? place.partition : partition,
    service,
    region === '*' ? place.region : region,
    account === '*' ? place.account : account,
    rest.join(':').replaceAll('*', ANY),
  ];
  return filled.join(':');
}

function contextOf(
  condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  place: { partition: string; region: string; account: string },
): ContextEntry[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([ContextKeyName, [value = '']]): ContextEntry[] => {
      if (/^Null$/i.test(operator)) return value === 'true' ? [] : [entry(ContextKeyName, 'string', ANY)];
      if (/Not(Equals|Like|IpAddress)/i.test(operator)) return [];
      const type = /^Bool/i.test(operator) ? 'boolean' : /^For(Any|All)/i.test(operator) ? 'stringList' : 'string';
      const filled = value.startsWith('arn:')
        ? exampleArn(value, place)
        : value.replace(VARIABLE, ANY).replaceAll('*', ANY);
      return [entry(ContextKeyName, type, filled)];
    }),
  );
}

const entry = (ContextKeyName: string, type: 'string' | 'stringList' | 'boolean', value: string): ContextEntry => ({
  ContextKeyName,
  ContextKeyType: type,
  ContextKeyValues: [value],
});
