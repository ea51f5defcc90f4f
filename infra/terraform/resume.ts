import type { StackEvent } from '../../workshop/ports/provisioner';
import type { Problem } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import { TAG } from '../names';
import type { Diagnostic, PlannedChange } from './parse';
import { planOnce, type Plan } from './plan';
import { interruptedProblem } from './problems';
import type { Session } from './session';
import { judge, shownChanges, type ShownChange } from './soundness';

/** Milliseconds between two looks at something that AWS is still making. */
const LOOK_AGAIN_MS = 30_000;

export interface PlanChoices {
  readonly flags?: readonly string[];
  /** Addresses that may be removed or made anew though they are sound. */
  readonly mayGo?: ReadonlySet<string>;
}

/**
 * A plan that continues what an interrupted run began: it takes up what exists (`imports`: ids by address), untaints what
 * AWS calls sound and waits for what AWS is still making. It never replaces or destroys anything sound; a plan that wants
 * to is a problem.
 */
export async function* planResume(
  session: Session,
  imports: ReadonlyMap<string, string>,
  { flags = [], mayGo = new Set() }: PlanChoices = {},
): AsyncGenerator<StackEvent, Plan> {
  const { workspace, clock, workshop } = session;
  const adopting = new Map(imports);
  const broken = new Set<string>();
  const watched = new Set<string>();
  for (;;) {
    await workspace.writeImports(adopting);
    const plan = yield* planOnce(session, flags);
    const absent = absentImports(plan.diagnostics).filter((address) => adopting.delete(address));
    if (absent.length > 0) continue;
    const tainted = plan.changes.filter(({ reason, address }) => reason === 'tainted' && !broken.has(address));
    const isClear = tainted.length === 0 && watched.size === 0 && !plan.changes.some(({ importing }) => importing);
    if (plan.problems.length > 0 || isClear) return refuseLoss(session, plan, new Set([...broken, ...mayGo]));

    const shown = shownChanges(await workspace.showPlan());
    const foreign = shown.filter((change) => change.importing && !isOurs(change, workshop));
    if (foreign.length > 0) return { ...plan, problems: foreign.map(foreignProblem) };
    for (const change of shown.filter((one) => one.tainted && !broken.has(one.address))) {
      if (judge(change) === 'broken') broken.add(change.address);
      else {
        await workspace.untaint(change.address);
        watched.add(change.address);
      }
    }
    if (tainted.length > 0) continue;
    const unsettled = shown.filter(
      (change) => (change.importing || watched.has(change.address)) && judge(change) === 'unsettled',
    );
    if (unsettled.length === 0) return refuseLoss(session, plan, new Set([...broken, ...mayGo]));
    yield { type: 'waiting', reason: `AWS is still making ${unsettled.map(({ address }) => address).join(', ')}` };
    await clock.sleep(LOOK_AGAIN_MS, workspace.signal);
    if (workspace.signal.aborted) return { ...plan, problems: [interruptedProblem] };
  }
}

/** Addresses Terraform was asked to import and AWS knows nothing of. */
function absentImports(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter(({ summary }) => summary === 'Cannot import non-existent remote object')
    .flatMap(({ detail }) => /existing\s+object\s+to\s+"([^"]+)"/.exec(detail)?.[1] ?? []);
}

/** By its tags; what has none yet may be ours if the workshop's suffix is part of its name, or if it takes no tags at all. */
function isOurs({ before }: ShownChange, workshop: Workshop): boolean {
  const tags = before['tags_all'] ?? before['tags'];
  if (tags === undefined) return true;
  const run = (tags as Record<string, string> | null)?.[TAG.run];
  return run === undefined
    ? `${String(before['id'])} ${String(before['name'])}`.includes(workshop.suffix)
    : run === workshop.suffix;
}

const foreignProblem = ({ address, before }: ShownChange): Problem => ({
  kind: 'exists',
  summary: `AWS already has \`${String(before['id'])}\`, and it does not belong to this workshop.`,
  next: 'Remove it if nobody needs it, or make the workshop under another name.',
  detail: { address },
});

/** Nothing in AWS is behind these: markers of this project, and the wait for a certificate. */
const WITHOUT_SUBSTANCE = /^(terraform_data|aws_acm_certificate_validation)\./;

/** An apply creates and changes. A plan that would remove something sound, or stop a host, is not carried out. */
async function refuseLoss({ workspace }: Session, plan: Plan, mayGo: ReadonlySet<string>): Promise<Plan> {
  if (plan.problems.length > 0) return plan;
  const losses = plan.changes.filter(
    ({ action, address }) =>
      (action === 'delete' || action === 'replace') && !mayGo.has(address) && !WITHOUT_SUBSTANCE.test(address),
  );
  if (losses.length > 0) return { ...plan, problems: losses.map(lossProblem) };
  if (!plan.changes.some(({ action, address }) => action === 'update' && address.startsWith('aws_instance.')))
    return plan;
  return {
    ...plan,
    problems: shownChanges(await workspace.showPlan())
      .filter(isStopped)
      .map(stopProblem),
  };
}

const lossProblem = ({ address, action, reason }: PlannedChange): Problem => ({
  kind: 'unknown',
  summary: `Terraform wants to ${action} \`${address}\`, which exists and is sound. Usher has changed nothing.`,
  next: 'If that is intended, destroy the workshop and deploy it again; otherwise undo what was changed by hand.',
  detail: { address, action, ...(reason ? { reason } : {}) },
});

/** EC2 changes the type of a machine that stands still only. */
const isStopped = ({ type, before, after }: ShownChange): boolean =>
  type === 'aws_instance' &&
  after?.['instance_type'] !== undefined &&
  before['instance_type'] !== after['instance_type'];

const stopProblem = ({ address, before, after }: ShownChange): Problem => ({
  kind: 'unknown',
  summary: `Terraform wants to stop \`${address}\` to make it ${String(after?.['instance_type'])} instead of ${String(before['instance_type'])}. Usher has changed nothing.`,
  next: 'If that is intended, have the seat replaced: it gets a new host.',
  detail: { address },
});
