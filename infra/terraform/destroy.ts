import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StackEvent } from '../../workshop/ports/provisioner';
import type { Problem } from '../../workshop/problems';
import { seatsOfBatch } from '../../workshop/seat-plan';
import { batchOfStack } from '../stacks/batch-number';
import { findAdoptions } from './adopt';
import { carryOut } from './apply';
import type { StackFolders } from './folders';
import { withoutMovedHosts } from './moved-hosts';
import { planOnce } from './plan';
import { interruptedProblem, isTransient } from './problems';
import { seatPart } from './progress';
import { planResume } from './resume';
import { waitBeforeRetry } from './retry';
import { mayHaveRemains, type Session } from './session';

const MOST_RETRIES = 5;

/** Destroys until nothing is left, taking up first what an interrupted run made and did not note. */
export async function* destroyStack(session: Session): AsyncGenerator<StackEvent, readonly Problem[]> {
  for (let retry = 0; ; retry += 1) {
    const problems = yield* attempt(session);
    if (problems.length === 0) return [];
    if (session.workspace.signal.aborted) return [interruptedProblem];
    if (retry === MOST_RETRIES || !problems.some(isTransient)) {
      for (const problem of problems) {
        const address = problem.detail?.['address'];
        if (address !== undefined) yield { type: 'resource-failed', address, ...seatPart(address), problem };
      }
      return problems;
    }
    yield* waitBeforeRetry(session, problems, retry);
  }
}

async function* attempt(session: Session): AsyncGenerator<StackEvent, readonly Problem[]> {
  const { workspace, progress } = session;
  const state = yield* withoutMovedHosts(session, await workspace.state());
  const orphans = await findAdoptions(session, workspace.config, state, mayHaveRemains(session));
  if (orphans.size > 0) {
    const problems = yield* takeUp(session, orphans);
    if (problems.length > 0) return problems;
  }
  if (orphans.size === 0 && state.resources.size === 0) {
    yield { type: 'planned', total: 0 };
    return [];
  }
  await workspace.writeImports(new Map());
  await removeGhostsOf(session);
  const plan = yield* planOnce(session, ['-destroy']);
  if (plan.problems.length > 0) return plan.problems;
  yield progress.planned(plan.changes);
  return yield* carryOut(session);
}

/**
 * A host whose agent is silent would keep its tasks for good, and with them the services that are to go; what is left of ended
 * hosts would keep the cluster.
 */
async function removeGhostsOf({ workshop, stack, fleet }: Session): Promise<void> {
  const batch = batchOfStack(stack);
  if (batch !== undefined) {
    const seats = seatsOfBatch(workshop.spec, batch).map(({ label }) => label);
    await fleet.removeGhosts(workshop, { seats, silent: true });
  } else if (stack === 'network') await fleet.removeGhosts(workshop, { silent: false });
}

/**
 * Imports orphans into the state. A destroying plan ignores import blocks, and an import alone would forget what the
 * configuration says about deleting (no final snapshot, no recovery window); so they are applied, and only they.
 */
async function* takeUp(
  session: Session,
  orphans: ReadonlyMap<string, string>,
): AsyncGenerator<StackEvent, readonly Problem[]> {
  const targets = [...orphans.keys()].map((address) => `-target=${address}`);
  const plan = yield* planResume(session, orphans, { flags: targets });
  if (plan.problems.length > 0) return plan.problems;
  if (!plan.changes.some(({ importing }) => importing)) return [];
  yield { type: 'waiting', reason: 'taking up what an interrupted run left behind' };
  return yield* carryOut(session);
}

/** Removes the stack's files once its state is empty, and with the last stack the workshop's folder. */
export async function removeFiles({ workspace, stack }: Session, folders: StackFolders): Promise<void> {
  if ((await workspace.state()).resources.size > 0) return;
  await rm(folders.stack, { recursive: true, force: true });
  const { backend } = folders;
  if (backend.kind === 'local') {
    const file = join(backend.folder, `${stack}.tfstate`);
    await Promise.all(['', '.backup'].map((end) => rm(`${file}${end}`, { force: true })));
    await removeIfEmpty(backend.folder);
  }
  await removeIfEmpty(folders.workshop);
}

const removeIfEmpty = (folder: string): Promise<void> =>
  rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  });
