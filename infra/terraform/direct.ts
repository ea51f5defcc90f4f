import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApplyOptions, Provisioner, StackEvent } from '../../workshop/ports/provisioner';
import { ProblemError, type Problem } from '../../workshop/problems';
import { seatLabel } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { hostAddress } from '../names';
import { readConfig } from './config';
import { foldersOf } from './folders';
import { neverThrowing } from './never-throwing';
import { problemOf, summarise } from './problems';
import { FOUNDATION, seatPart } from './progress';
import type { ProvisionerOptions } from './provisioner';
import { whoWeAre } from './who';

export interface DirectOptions extends Pick<ProvisionerOptions, 'dataDir' | 'env' | 'synth' | 'variables'> {
  /** Why there is no Terraform: the answer wherever this is not Usher's local AWS. */
  readonly missing: Problem;
}

/** What local AWS says to a stack. */
interface Answer {
  readonly loadBalancers?: string[];
  readonly failures?: readonly { readonly address: string; readonly code: string; readonly message: string }[];
}

/** There is nothing to boot: local AWS takes any name. */
const LOCAL_AMI = 'ami-00000000000000000';
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The `Provisioner` for machines without Terraform: hands the synthesised stacks to Usher's local AWS as they are. Refuses
 * with `missing` against everything else, so that no secret leaves the machine.
 */
export function createDirectProvisioner(options: DirectOptions): Provisioner {
  const { missing } = options;
  return {
    parallelism: 1,
    who: whoWeAre(),
    async resolveAmi() {
      await localEndpoint(options.env, missing);
      return LOCAL_AMI;
    },
    apply: (workshop, stack, signal, told = {}) =>
      neverThrowing(signal, () => apply(options, workshop, stack, signal, told)),
    destroy: (workshop, stack, signal) => neverThrowing(signal, () => destroy(options, workshop, stack, signal)),
  };
}

async function* apply(
  { dataDir, env, synth, variables, missing }: DirectOptions,
  workshop: Workshop,
  stack: string,
  signal: AbortSignal,
  told: ApplyOptions,
): AsyncGenerator<StackEvent, void> {
  const begun = new Date();
  const endpoint = await localEndpoint(env, missing);
  const folders = foldersOf(dataDir, workshop, stack, undefined);
  const { placements, replace = [], replaceOrderedAt = told.lost?.from ?? begun } = told;
  await synth(
    {
      workshop,
      stack,
      ...(placements ? { placements: Object.fromEntries(placements) } : {}),
      outDir: folders.stack,
      backend: folders.backend,
      endpoint,
    },
    signal,
  );
  const file = join(folders.stack, 'cdk.tf.json');
  const { resources } = await readConfig(file);
  const addresses = [...resources.keys()];
  yield { type: 'planned', total: addresses.length };
  const config: unknown = JSON.parse(await readFile(file, 'utf8'));
  const response = await fetch(stackUrl(endpoint, workshop, stack), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      config,
      variables: variables(workshop, stack),
      anew: { addresses: replace.map((no) => hostAddress(seatLabel(no))), before: replaceOrderedAt },
    }),
    signal,
  });
  if (!response.ok) throw new Error(`local AWS answered ${response.status}: ${await response.text()}`);
  const { loadBalancers, failures = [] } = (await response.json()) as Answer;
  const made = addresses.filter((address) => !failures.some((failure) => failure.address === address));
  for (const [index, address] of made.entries()) {
    if (address === FOUNDATION) yield { type: 'foundation' };
    yield { type: 'progress', done: index + 1, total: addresses.length, address, ...seatPart(address) };
  }
  const problems = failures.map(({ address, code, message }) => ({
    address,
    problem: problemOf({ severity: 'error', summary: `${code}: ${message}`, detail: '', address }),
  }));
  for (const { address, problem } of problems)
    yield { type: 'resource-failed', address, ...seatPart(address), problem };
  if (problems.length > 0) {
    yield { type: 'failed', problem: summarise(problems.map(({ problem }) => problem)) };
    return;
  }
  yield loadBalancers?.length ? { type: 'done', loadBalancers } : { type: 'done' };
}

async function* destroy(
  { env, missing }: DirectOptions,
  workshop: Workshop,
  stack: string,
  signal: AbortSignal,
): AsyncGenerator<StackEvent, void> {
  const endpoint = await localEndpoint(env, missing);
  yield { type: 'planned', total: 1 };
  const response = await fetch(stackUrl(endpoint, workshop, stack), { method: 'DELETE', signal });
  if (!response.ok && response.status !== 404) {
    throw new Error(`local AWS answered ${response.status}: ${await response.text()}`);
  }
  yield { type: 'progress', done: 1, total: 1, address: stack };
  yield { type: 'done' };
}

const stackUrl = (endpoint: string, { spec, suffix }: Workshop, stack: string): URL =>
  new URL(`/_local/stacks/${spec.name}-${suffix}/${stack}`, endpoint);

/** The endpoint, if it is on this machine and says of itself that it is local AWS; else throws. */
export async function localEndpoint(env: NodeJS.ProcessEnv, missing: Problem): Promise<string> {
  const endpoint = env['AWS_ENDPOINT_URL'] ?? '';
  if (!URL.canParse(endpoint) || !LOOPBACK.test(new URL(endpoint).hostname)) throw new ProblemError(missing);
  const answer = await fetch(new URL('/_local', endpoint))
    .then((response) => response.json() as Promise<{ local?: unknown }>)
    .catch(() => undefined);
  if (answer?.local !== true) throw new ProblemError(missing);
  return endpoint;
}
