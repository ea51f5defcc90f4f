import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { TerraformVariable } from 'cdktf';
import { secretName } from '../../names';
import type { UsherStack } from '../usher-stack';

/** Variable whose value reaches neither plan nor state. A destroy needs none; an apply without one is refused by AWS. */
export function secretVariable(stack: UsherStack, name: string): TerraformVariable {
  const variable = new TerraformVariable(stack, `variable:${name}`, { type: 'string', sensitive: true });
  variable.addOverride('ephemeral', true);
  variable.addOverride('default', '');
  return variable;
}

/**
 * ARN of a new secret of this name that holds the variable's value, and is written again when the workshop's rotation counts
 * up. Whoever uses it is made after the value is written. It is known before that all the same, unlike the value's own ARN: a
 * resume that must write the value again would otherwise replace every task definition.
 */
export function secret(stack: UsherStack, id: string, name: string, value: TerraformVariable): string {
  const made = new SecretsmanagerSecret(stack, `secret:${id}`, {
    name: secretName(stack.workshop, name),
    // A name in its recovery window could not be used by the next deploy.
    recoveryWindowInDays: 0,
  });
  return new SecretsmanagerSecretVersion(stack, `value:${id}`, {
    secretId: made.id,
    secretStringWo: value.stringValue,
    secretStringWoVersion: writeOnlyVersion(stack),
  }).secretId;
}

/** Version of every write-only value; 1 for a workshop whose credentials were never renewed. */
export const writeOnlyVersion = (stack: UsherStack): number => stack.workshop.rotation + 1;
