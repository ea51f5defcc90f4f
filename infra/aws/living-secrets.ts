import { ListSecretsCommand, type SecretListEntry } from '@aws-sdk/client-secrets-manager';
import type { Workshop } from '../../workshop/workshop';
import { secretName } from '../names';
import type { Calls } from './calls';
import type { Clients } from './clients';

/** Of these ARNs (of anything) those of secrets that are gone, or on their way: a deletion that is only scheduled costs nothing. */
export async function goneOfSecrets(
  { secrets }: Clients,
  calls: Calls,
  workshop: Workshop,
  arns: readonly string[],
): Promise<Set<string>> {
  const ours = arns.filter((arn) => arn.includes(':secretsmanager:'));
  if (ours.length === 0) return new Set();
  const Filters = [{ Key: 'name' as const, Values: [secretName(workshop, '')] }];
  const list = await calls.pages<SecretListEntry>(async (NextToken) => {
    const command = new ListSecretsCommand({ Filters, NextToken, MaxResults: 100 });
    const answer = await calls.make('secretsmanager:ListSecrets', () => secrets.send(command));
    return { items: answer.SecretList ?? [], next: answer.NextToken };
  });
  const living = new Set(list.map(({ ARN }) => ARN));
  return new Set(ours.filter((arn) => !living.has(arn)));
}
