import type { StackEvent } from '../../workshop/ports/provisioner';
import type { Problem } from '../../workshop/problems';
import { findAdoptions } from './adopt';
import { beyondSize, removeGhostsBeyond } from './beyond';
import { interruptedProblem, isTransient } from './problems';
import { withoutMovedHosts } from './moved-hosts';
import { FOUNDATION, seatPart } from './progress';
import { planResume } from './resume';
import { waitBeforeRetry } from './retry';
import { forgetOldHosts, isOldHostLeft, mayGo, oldHosts } from './replace';
import { mayHaveRemains, type Session } from './session';

/** Times a stack is tried again when AWS throttles, the network fails, or something turns out to exist. */
const MOST_RETRIES = 5;

/** Plans and applies until it is done, or until what is left does not go away by itself. Ends with those problems. */
export async function* applyStack(session: Session): AsyncGenerator<StackEvent, readonly Problem[]> {
  const told = new Set<string>();
  let guessNames = mayHaveRemains(session);
  for (let retry = 0; ; retry += 1) {
    const problems = yield* attempt(session, guessNames);
    if (problems.length === 0 && (retry === MOST_RETRIES || !(await isOldHostLeft(session)))) return [];
    if (problems.length === 0) continue;
    if (session.workspace.signal.aborted) return [interruptedProblem];
    if (problems.some(({ kind }) => kind === 'interrupted')) return problems;
    for (const problem of problems) {
      const address = problem.detail?.['address'];
      if (address === undefined || isTransient(problem) || told.has(address)) continue;
      // What turns out to exist is taken up by the next attempt, which looks for it by name.
      if (problem.kind === 'exists' && !guessNames) continue;
      told.add(address);
      yield { type: 'resource-failed', address, ...seatPart(address), problem };
    }
    const adopt = !guessNames && problems.some(({ kind }) => kind === 'exists');
    const transient = problems.some(isTransient);
    if (retry === MOST_RETRIES || !(adopt || transient)) return problems;
    guessNames ||= adopt;
    if (transient) yield* waitBeforeRetry(session, problems, retry);
  }
}

async function* attempt(session: Session, guessNames: boolean): AsyncGenerator<StackEvent, readonly Problem[]> {
  const { workspace, progress } = session;
  const state = yield* withoutMovedHosts(session, await workspace.state());
  if (state.resources.has(FOUNDATION)) yield* progress.foundationIsThere();
  const adoptions = await findAdoptions(session, workspace.config, state, guessNames);
  const old = await oldHosts(session, state);
  const beyond = beyondSize(session.workshop, state);
  await removeGhostsBeyond(session, beyond);
  const plan = yield* planResume(session, adoptions, {
    flags: old.map((address) => `-replace=${address}`),
    mayGo: new Set([...mayGo(session, old), ...beyond]),
  });
  if (plan.problems.length > 0) return plan.problems;
  yield progress.planned(plan.changes);
  const problems = yield* carryOut(session);
  await forgetOldHosts(session);
  return problems;
}

/** Applies the plan made last and tells what becomes of it. */
export async function* carryOut({ workspace, progress }: Session): AsyncGenerator<StackEvent, readonly Problem[]> {
  const run = workspace.apply();
  for (;;) {
    const step = await run.next();
    if (step.done) return step.value.problems;
    yield* progress.events(step.value);
  }
}
