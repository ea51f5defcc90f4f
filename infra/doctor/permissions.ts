import { GetRoleCommand, IAMClient, paginateSimulatePrincipalPolicy, type EvaluationResult } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkup, CheckResult } from '../../workshop/ports/checkup';
import { pieces } from '../aws/calls';
import { errorName, problemOfCall } from '../aws/problems';
import { addressOf, impatient } from './client-options';
import type { AwsOptions } from './index';
import { questionsOf, type Question } from './policy';
import { principalOf, type Principal } from './principal';

/** Actions IAM is asked about in one call. */
const BATCH = 100;
/** Missing actions told by name; the rest is counted. */
const MOST_NAMED = 10;

/** The policies that come with Usher: what it needs from day to day, and what to build and remove workshops. */
const POLICIES = [
  { title: 'Permissions to run', file: 'runtime.json' },
  { title: 'Permissions to build', file: 'provisioning.json' },
] as const;

type Options = AwsOptions & {
  /** Where the policies lie. */
  readonly policies?: string;
};

/** Whether IAM says that Usher's credentials may do what each policy lists; nothing is done, IAM simulates it. */
export const permissionCheckups = (options: Options): Checkup[] =>
  POLICIES.map(({ title, file }) => ({
    group: 'AWS',
    title,
    run: (signal) => checkPolicy(options, file, signal),
  }));

async function checkPolicy(
  { env, region, policies }: Options,
  file: string,
  signal: AbortSignal,
): Promise<CheckResult> {
  const text = await readFile(join(policies ?? join(__dirname, '..', 'policies'), file), 'utf8').catch(() => undefined);
  if (text === undefined) return { state: 'unknown', says: `infra/policies/${file} is not there to compare with.` };
  const sts = new STSClient(impatient(env, region));
  // Some twenty calls at once: IAM may ask for a little patience.
  const iam = new IAMClient({ ...impatient(env, region), maxAttempts: 4 });
  try {
    const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal });
    const principal = principalOf(Arn);
    if ('why' in principal)
      return { state: 'unknown', says: principal.why, mend: `Use a user or role with infra/policies/${file}.` };
    const arn = await fullArn(iam, principal, signal);
    const questions = questionsOf(text, { ...principal, region });
    // A listener each, which Node takes for a leak from the eleventh on.
    setMaxListeners(questions.length + 10, signal);
    const results = (await Promise.all(questions.map((each) => simulate(iam, arn, each, signal)))).flat();
    return verdict(results, principal, file);
  } catch (error) {
    return untold(error, env, region);
  } finally {
    sts.destroy();
    iam.destroy();
  }
}

/** With the path that the ARN of a session leaves out; the guess without it where IAM does not say. */
async function fullArn(iam: IAMClient, { arn, kind, name }: Principal, signal: AbortSignal): Promise<string> {
  if (kind === 'user') return arn;
  const answer = await iam.send(new GetRoleCommand({ RoleName: name }), { abortSignal: signal }).catch(() => undefined);
  return answer?.Role?.Arn ?? arn;
}

async function simulate(
  client: IAMClient,
  PolicySourceArn: string,
  { actions, resource, context }: Question,
  abortSignal: AbortSignal,
): Promise<EvaluationResult[]> {
  const results: EvaluationResult[] = [];
  for (const ActionNames of pieces(actions, BATCH)) {
    const input = { PolicySourceArn, ActionNames, ResourceArns: [resource], ContextEntries: [...context] };
    for await (const page of paginateSimulatePrincipalPolicy({ client }, input, { abortSignal })) {
      results.push(...(page.EvaluationResults ?? []));
    }
  }
  return results;
}

function verdict(
  results: readonly EvaluationResult[],
  { kind, name, partition }: Principal,
  file: string,
): CheckResult {
  const denied = results.filter((each) => each.EvalDecision !== 'allowed');
  // A policy that asks for a circumstance we named no example of has not said no.
  const missing = denied.filter((each) => !each.MissingContextValues?.length);
  const asked = new Set(results.map((each) => each.EvalActionName)).size;
  const names = [...new Set(missing.map((each) => each.EvalActionName ?? ''))].sort();
  if (names.length > 0) {
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    const outright = missing.some(
      (each) =>
        each.EvalDecision === 'explicitDeny' || each.OrganizationsDecisionDetail?.AllowedByOrganizations === false,
    );
    return {
      state: 'ill',
      says: `${names.length} of ${asked} actions are not allowed: ${names.slice(0, MOST_NAMED).join(', ')}${more}.`,
      mend: outright
        ? `A policy of the account, its organisation or a boundary denies some outright; ask whoever keeps it, and give the ${kind} ${name} infra/policies/${file}.`
        : `Give the ${kind} ${name} the policy infra/policies/${file}.`,
      ...(partition === 'aws' ? { link: `https://console.aws.amazon.com/iam/home#/${kind}s/details/${name}` } : {}),
    };
  }
  const open = new Set(denied.map((each) => each.EvalActionName)).size;
  if (open > 0)
    return {
      state: 'unknown',
      says: `${asked - open} of ${asked} actions are allowed; for the others IAM wants circumstances that are known only when they are used.`,
    };
  return { state: 'well', says: `All ${asked} actions of infra/policies/${file} are allowed, says IAM.` };
}

function untold(error: unknown, env: NodeJS.ProcessEnv, region: string): CheckResult {
  const { problem } = problemOfCall(error, {
    action: 'iam:SimulatePrincipalPolicy',
    endpoint: addressOf(env, 'iam', region),
  });
  if (problem.kind === 'permission') {
    return {
      state: 'unknown',
      says: 'IAM does not let these credentials ask what they may do.',
      mend: 'Allow them iam:SimulatePrincipalPolicy on themselves to see it here.',
    };
  }
  if (/^(NoSuchEntity|InvalidInput)/.test(errorName(error))) {
    return {
      state: 'unknown',
      says: 'IAM cannot simulate these credentials.',
      mend: 'Allow them iam:GetRole, by which their role is found.',
    };
  }
  // What is wrong with the credentials themselves stands in their own line.
  return { state: 'unknown', says: problem.summary };
}
