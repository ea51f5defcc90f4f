import type { StackEvent } from '../../workshop/ports/provisioner';
import type { Problem } from '../../workshop/problems';
import { fateOfLock } from './lock-fate';
import type { Diagnostic, PlannedChange } from './parse';
import { interruptedProblem } from './problems';
import type { Session } from './session';
import { parseLock } from './state-lock';

export interface Plan {
  readonly changes: readonly PlannedChange[];
  readonly diagnostics: readonly Diagnostic[];
  /** Empty when the plan can be applied. */
  readonly problems: readonly Problem[];
}

/** Milliseconds between two looks at the lock of a lost worker. */
const LOOK_AGAIN_MS = 5_000;

/** Plans once; a lock that only a dead Terraform of ours can have left is released first, after waiting for it to be dead. */
export async function* planOnce(session: Session, flags: readonly string[]): AsyncGenerator<StackEvent, Plan> {
  const { workspace, clock } = session;
  for (let told = false; ; told = true) {
    const plan = await plainPlan(session, flags);
    const lock = plan.diagnostics.map(({ summary, detail }) => parseLock(`${summary}\n${detail}`)).find(Boolean);
    const fate = lock ? await fateOfLock(lock, session) : 'keep';
    if (!lock || fate === 'keep') return plan;
    if (fate === 'release') {
      yield { type: 'waiting', reason: 'releasing the lock an interrupted run left behind' };
      // Where it went by itself at this moment, that is as well: the plan tells.
      await workspace.forceUnlock(lock.id).catch(() => undefined);
      return await plainPlan(session, flags);
    }
    if (!told) yield { type: 'waiting', reason: `the Terraform of a lost worker (${lock.who}) may still be at work` };
    await clock.sleep(LOOK_AGAIN_MS, workspace.signal);
    if (workspace.signal.aborted) return { ...plan, problems: [interruptedProblem] };
  }
}

async function plainPlan(session: Session, flags: readonly string[]): Promise<Plan> {
  const changes: PlannedChange[] = [];
  const run = session.workspace.plan(flags);
  for (;;) {
    const step = await run.next();
    if (step.done) {
      const { diagnostics, problems } = step.value;
      return { changes, diagnostics, problems };
    }
    if (step.value.type === 'planned') changes.push(step.value.change);
  }
}
