import type { StackEvent } from '../../workshop/ports';
import type { Problem } from '../../workshop/problems';
import type { Diagnostic, PlannedChange } from './parse';
import type { Session } from './session';
import { isOurStaleLock, parseLock } from './state-lock';
import { whoWeAre } from './who';

export interface Plan {
  readonly changes: readonly PlannedChange[];
  readonly diagnostics: readonly Diagnostic[];
  /** Empty when the plan can be applied. */
  readonly problems: readonly Problem[];
}

/** Plans once; a lock that only our own dead Terraform can have left is released first. */
export async function* planOnce(session: Session, flags: readonly string[]): AsyncGenerator<StackEvent, Plan> {
  const plan = await plainPlan(session, flags);
  const lock = plan.diagnostics.map(({ summary, detail }) => parseLock(`${summary}\n${detail}`)).find(Boolean);
  const { interrupted, workspace } = session;
  const who = whoWeAre();
  if (!lock || !interrupted || !isOurStaleLock(lock, { who, ...interrupted })) return plan;
  yield { type: 'waiting', reason: 'releasing the lock an interrupted run left behind' };
  await workspace.forceUnlock(lock.id);
  return await plainPlan(session, flags);
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
