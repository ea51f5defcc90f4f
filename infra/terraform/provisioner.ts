import { mkdir } from 'node:fs/promises';
import type { ApplyOptions, Provisioner, StackEvent } from '../../workshop/ports/provisioner';
import type { Clock } from '../../workshop/ports/clock';
import { ProblemError, type Problem } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import { seatsOfBatch } from '../../workshop/seat-plan';
import { batchOfStack } from '../stacks/batch-number';
import { stateBucketOnce } from '../state/bucket';
import type { StateBucket } from '../state/clients';
import { refuseWrongPlace } from '../state/guard';
import type { SynthRequest } from '../synth/request';
import { resolveAmi } from './ami';
import { applyStack } from './apply';
import { destroyStack, removeFiles } from './destroy';
import { createAwsFinder, type AwsFinder } from './find';
import { createFleet, type Fleet } from './fleet';
import { foldersOf, type StackFolders } from './folders';
import type { Tool } from './locate';
import { claimFolder, type Hold } from './ownership';
import { machineParallelism, resourcesAtOnce } from './parallelism';
import { neverThrowing } from './never-throwing';
import { interruptedProblem, summarise } from './problems';
import { isAlive, type ProcessIdentity } from './process-identity';
import { Progress } from './progress';
import { mayHaveRemains, type Session } from './session';
import { lockedBy } from './state-lock';
import { whoWeAre } from './who';
import { Workspace } from './workspace';

export interface ProvisionerOptions {
  readonly tool: Tool;
  /** Everything is kept in its subfolder `terraform`. */
  readonly dataDir: string;
  /** Where the state goes, made on first use; without it into files of the data folder. */
  readonly stateBucket?: StateBucket;
  /** AWS credentials, AWS_ENDPOINT_URL, PATH, proxies: what Terraform and the AWS clients take from the environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly synth: (request: SynthRequest, signal: AbortSignal) => Promise<unknown>;
  /** Secret values by variable name. */
  readonly variables: (workshop: Workshop, stack: string) => Readonly<Record<string, string>>;
  readonly finder?: AwsFinder;
  /** Where to look for a provider mirror, instead of the usual places. */
  readonly mirrorPlaces?: readonly string[];
  /** Milliseconds Terraform gets to stop politely; five minutes by default, for it waits for AWS to answer. */
  readonly stopTimeoutMs?: number;
}

const STOP_TIMEOUT_MS = 5 * 60_000;
const ORPHAN_POLL_MS = 1_000;

type Work = (session: Session) => AsyncGenerator<StackEvent, readonly Problem[]>;
type Ending = (session: Session, folders: StackFolders) => Promise<StackEvent>;

/** The `Provisioner` that runs Terraform or OpenTofu as a child process. */
export function createProvisioner(options: ProvisionerOptions): Provisioner {
  const finder = options.finder ?? createAwsFinder(options.env);
  const haveBucket = options.stateBucket ? stateBucketOnce(options.stateBucket, options.env) : undefined;
  const fleet = createFleet(options.env);
  const work = (workshop: Workshop, stack: string, signal: AbortSignal, told: ApplyOptions, does: Work, ends: Ending) =>
    neverThrowing(signal, () =>
      onStack({ ...options, finder, fleet, haveBucket }, workshop, stack, signal, told, does, ends),
    );
  return {
    parallelism: machineParallelism(),
    who: whoWeAre(),
    resolveAmi: (workshop) => resolveAmi(options.env, workshop.spec.region),
    apply: (workshop, stack, signal, told = {}) => work(workshop, stack, signal, told, applyStack, endOfApply),
    destroy: (workshop, stack, signal, told = {}) => work(workshop, stack, signal, told, destroyStack, endOfDestroy),
  };
}

async function endOfApply({ workspace }: Session): Promise<StackEvent> {
  const names = (await workspace.state()).outputs['load_balancers'];
  return Array.isArray(names) ? { type: 'done', loadBalancers: names.map(String) } : { type: 'done' };
}

async function endOfDestroy(session: Session, folders: StackFolders): Promise<StackEvent> {
  await removeFiles(session, folders);
  return { type: 'done' };
}

async function* onStack(
  options: ProvisionerOptions & {
    readonly finder: AwsFinder;
    readonly fleet: Fleet;
    readonly haveBucket: (() => Promise<void>) | undefined;
  },
  workshop: Workshop,
  stack: string,
  signal: AbortSignal,
  told: ApplyOptions,
  does: Work,
  ends: Ending,
): AsyncGenerator<StackEvent, void> {
  const { dataDir, stateBucket, env, clock, tool, finder, fleet, mirrorPlaces } = options;
  const { stopTimeoutMs = STOP_TIMEOUT_MS } = options;
  const begun = clock.now();
  const folders = foldersOf(dataDir, workshop, stack, stateBucket);
  const hold = yield* claim(folders.stack, clock, signal);
  let inOrder = false;
  let workspace: Workspace | undefined;
  try {
    await refuseWrongPlace(folders, stack);
    await options.haveBucket?.();
    if (folders.backend.kind === 'local') await mkdir(folders.backend.folder, { recursive: true });
    await options.synth(
      {
        workshop,
        stack,
        ...(told.placements ? { placements: Object.fromEntries(told.placements) } : {}),
        outDir: folders.stack,
        backend: folders.backend,
        endpoint: env['AWS_ENDPOINT_URL'],
      },
      signal,
    );
    workspace = new Workspace({
      tool,
      shared: folders.shared,
      folder: folders.stack,
      env,
      variables: options.variables(workshop, stack),
      signal,
      clock,
      region: workshop.spec.region,
      hold,
      atOnce: resourcesAtOnce(stack),
      stopTimeoutMs,
      // Files stay on this machine, and the next start waits for whoever is at them; on S3 another machine may be next.
      leashed: folders.backend.kind === 's3',
      mirrorPlaces,
    });
    const { interrupted } = hold;
    const { lost, replace = [], replaceOrderedAt = lost?.from ?? begun } = told;
    const session: Session = {
      workshop,
      stack,
      workspace,
      finder,
      fleet,
      clock,
      progress: new Progress(),
      interrupted,
      lost,
      stopTimeoutMs,
      replacement: { seats: seatsHere(workshop, stack, replace), orderedAt: replaceOrderedAt },
    };
    const problems = (await initialise(workspace)) ?? (yield* does(session));
    inOrder = !workspace.disorder && (problems.length === 0 || !mayHaveRemains(session));
    yield problems.length === 0 ? await ends(session, folders) : { type: 'failed', problem: summarise(problems) };
  } finally {
    await hold.release(inOrder ? 'in-order' : 'in-disorder');
  }
}

/** Of these seats, those of the stack. */
function seatsHere({ spec }: Workshop, stack: string, seats: readonly number[]): number[] {
  const batch = batchOfStack(stack);
  const here = new Set(batch === undefined ? [] : seatsOfBatch(spec, batch).map(({ no }) => no));
  return seats.filter((no) => here.has(no));
}

async function initialise(workspace: Workspace): Promise<readonly Problem[] | undefined> {
  const init = workspace.init();
  for (;;) {
    const step = await init.next();
    if (step.done) return step.value.ok ? undefined : step.value.problems;
  }
}

/** Takes the stack for us, after a Terraform that outlived its Usher has ended; throws `locked` where somebody is at it. */
async function* claim(folder: string, clock: Clock, signal: AbortSignal): AsyncGenerator<StackEvent, Hold> {
  for (let told = false; ; told = true) {
    const claimed = await claimFolder(folder);
    if (claimed.kind === 'held') return claimed.hold;
    if (claimed.kind === 'busy') throw new ProblemError(lockedBy(claimed.who, claimed.since));
    if (!told) yield { type: 'waiting', reason: orphanReason(claimed.terraform, claimed.since) };
    while (!signal.aborted && (await isAlive(claimed.terraform))) await clock.sleep(ORPHAN_POLL_MS, signal);
    if (signal.aborted) throw new ProblemError(interruptedProblem);
  }
}

const orphanReason = ({ pid }: ProcessIdentity, since: string): string =>
  `an earlier Terraform (process ${pid}, since ${since.slice(11, 16)} UTC) is still at work and finishes first`;
