import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseLine, type Diagnostic, type PlannedChange, type TerraformEvent } from '../../../infra/terraform/parse';
import type { Plan } from '../../../infra/terraform/plan';
import { Progress } from '../../../infra/terraform/progress';
import { planResume, type PlanChoices } from '../../../infra/terraform/resume';
import type { Session, StackCommands } from '../../../infra/terraform/session';
import type { StackEvent } from '../../../workshop/ports/provisioner';
import { workshop } from './support';

interface Answer {
  readonly changes?: readonly Partial<PlannedChange>[];
  readonly absent?: readonly string[];
  readonly diagnostics?: readonly Diagnostic[];
  /** Resources of the shown plan. */
  readonly shown?: readonly object[];
}

/** A Terraform whose plans are given; the last one repeats. */
function scripted(answers: readonly Answer[]) {
  const told = { imports: [] as string[][], untainted: [] as string[], sleeps: 0 };
  let plans = 0;
  const current = (): Answer => answers[Math.min(plans, answers.length) - 1] ?? {};
  const unused = (): never => {
    throw new Error('not part of planning');
  };
  const workspace: StackCommands = {
    disorder: false,
    folder: '',
    signal: new AbortController().signal,
    config: { resources: new Map(), providerVersion: '', terraformBlock: '' },
    init: unused,
    apply: unused,
    state: unused,
    forget: unused,
    forceUnlock: unused,
    async *plan(): AsyncGenerator<TerraformEvent, { ok: boolean; diagnostics: Diagnostic[]; problems: [] }> {
      plans += 1;
      for (const change of current().changes ?? []) {
        yield {
          type: 'planned',
          change: { address: 'aws_x.y', action: 'update', reason: undefined, importing: false, ...change },
        };
      }
      const absent = (current().absent ?? []).map((address): Diagnostic => ({
        severity: 'error',
        summary: 'Cannot import non-existent remote object',
        detail: `While attempting to import an existing object to "${address}", the provider detected`,
        address: undefined,
      }));
      const diagnostics = [...absent, ...(current().diagnostics ?? [])];
      return { ok: diagnostics.length === 0, diagnostics, problems: [] };
    },
    showPlan: async () => ({ resource_changes: current().shown ?? [] }),
    untaint: async (address) => void told.untainted.push(address),
    writeImports: async (imports) => void told.imports.push([...imports.keys()]),
  };
  const session: Session = {
    workshop,
    stack: 'database',
    workspace,
    finder: { tagged: unused, listener: unused, routeTable: unused, privateZone: unused, alias: unused },
    clock: { now: () => new Date(), sleep: async () => void (told.sleeps += 1) },
    progress: new Progress(),
    fleet: { look: unused, removeGhosts: unused },
    interrupted: undefined,
    lost: undefined,
    stopTimeoutMs: 0,
    replacement: { seats: [], orderedAt: new Date(0) },
  };
  return { session, told };
}

async function plan(answers: readonly Answer[], imports: Record<string, string> = {}, choices: PlanChoices = {}) {
  const { session, told } = scripted(answers);
  const events: StackEvent[] = [];
  const planning = planResume(session, new Map(Object.entries(imports)), choices);
  for (;;) {
    const step = await planning.next();
    if (step.done) return { plan: step.value satisfies Plan, events, ...told };
    events.push(step.value);
  }
}

const database = (status: string, more: object = {}) => ({
  address: 'aws_db_instance.db',
  mode: 'managed',
  type: 'aws_db_instance',
  change: { before: { id: 'nov-db', status, tags_all: { 'usher:run': workshop.suffix } } },
  ...more,
});
const tainted = { address: 'aws_db_instance.db', action: 'replace', reason: 'tainted' };
const taintedShown = (status: string) => database(status, { action_reason: 'replace_because_tainted' });
const imported = (before: object) => ({
  address: 'aws_iam_role.task',
  mode: 'managed',
  type: 'aws_iam_role',
  change: { before, importing: { id: 'usher-nov-task' } },
});
const importing = { address: 'aws_iam_role.task', action: 'update', importing: true };

describe('a plan that resumes', () => {
  it('drops imports of what AWS knows nothing of', async () => {
    const { imports, plan: result } = await plan([{ absent: ['aws_vpc.b'] }, {}], {
      'aws_vpc.a': '1',
      'aws_vpc.b': '2',
    });
    expect(imports).toEqual([['aws_vpc.a', 'aws_vpc.b'], ['aws_vpc.a']]);
    expect(result.problems).toEqual([]);
  });

  it('untaints a database AWS calls sound instead of replacing it', async () => {
    const { untainted, plan: result } = await plan([
      { changes: [tainted], shown: [taintedShown('available')] },
      { shown: [database('available')] },
    ]);
    expect(untainted).toEqual(['aws_db_instance.db']);
    expect(result.problems).toEqual([]);
  });

  it('waits for a database that AWS is still making before it changes anything', async () => {
    const { sleeps, events } = await plan([
      { changes: [tainted], shown: [taintedShown('creating')] },
      { shown: [database('creating')] },
      { shown: [database('backing-up')] },
      { shown: [database('available')] },
    ]);
    expect(sleeps).toBe(2);
    expect(events).toEqual([
      { type: 'waiting', reason: 'AWS is still making aws_db_instance.db' },
      { type: 'waiting', reason: 'AWS is still making aws_db_instance.db' },
    ]);
  });

  it('replaces a database whose creation failed', async () => {
    const { untainted, plan: result } = await plan([{ changes: [tainted], shown: [taintedShown('failed')] }]);
    expect(untainted).toEqual([]);
    expect(result.problems).toEqual([]);
    expect(result.changes).toContainEqual(expect.objectContaining(tainted));
  });

  it('takes a certificate that waits for its proof for sound, since the proof is still to be made', async () => {
    const address = 'aws_acm_certificate.main';
    const certificate = (status: string) => ({
      address,
      mode: 'managed',
      type: 'aws_acm_certificate',
      change: { before: { id: 'arn', status, tags_all: { 'usher:run': workshop.suffix } } },
      action_reason: 'replace_because_tainted',
    });
    const change = { address, action: 'replace', reason: 'tainted' };
    const resumed = (status: string) => plan([{ changes: [change], shown: [certificate(status)] }, {}]);
    expect(await resumed('PENDING_VALIDATION')).toMatchObject({ untainted: [address], sleeps: 0 });
    expect(await resumed('VALIDATION_TIMED_OUT')).toMatchObject({ untainted: [] });
  });

  it.each(['replace', 'delete'])('refuses to %s anything sound', async (action) => {
    const change = { address: 'aws_instance.host-007', action, reason: 'cannot_update' };
    const { plan: result } = await plan([{ changes: [change] }]);
    expect(result.problems).toEqual([
      expect.objectContaining({ detail: { address: 'aws_instance.host-007', action, reason: 'cannot_update' } }),
    ]);
  });

  it.each(['terraform_data.foundation', 'aws_acm_certificate_validation.main'])('lets go of %s', async (address) => {
    const change = { address, action: 'replace' };
    expect((await plan([{ changes: [change] }])).plan.problems).toEqual([]);
  });

  it('takes up a role that carries this workshop’s tags', async () => {
    const before = { id: 'usher-nov-task', tags_all: { 'usher:run': workshop.suffix } };
    const { plan: result } = await plan([{ changes: [importing], shown: [imported(before)] }]);
    expect(result.problems).toEqual([]);
  });

  it.each([
    ['another workshop', { id: 'usher-nov-task', tags_all: { 'usher:run': 'zz99zz' } }],
    ['nobody we know', { id: 'usher-nov-task', tags_all: {} }],
  ])('does not touch a role of %s', async (_, before) => {
    const { plan: result } = await plan([{ changes: [importing], shown: [imported(before)] }]);
    expect(result.problems).toEqual([
      expect.objectContaining({ kind: 'exists', detail: { address: 'aws_iam_role.task' } }),
    ]);
  });

  it('takes up a bucket that was made and not yet tagged, by the suffix in its name', async () => {
    const bucket = {
      address: 'aws_s3_bucket.work',
      mode: 'managed',
      type: 'aws_s3_bucket',
      change: { before: { id: `usher-nov-${workshop.suffix}`, tags_all: {} }, importing: { id: 'x' } },
    };
    const change = { address: 'aws_s3_bucket.work', action: 'update', importing: true };
    expect((await plan([{ changes: [change], shown: [bucket] }])).plan.problems).toEqual([]);
  });

  it('recognises the absent in the words of a real Terraform', async () => {
    const words = readFileSync(join(__dirname, 'fixtures', 'resume.jsonl'), 'utf8').split('\n');
    const diagnostics = words
      .flatMap((line) => parseLine(line) ?? [])
      .flatMap((event) => (event.type === 'diagnostic' ? [event.diagnostic] : []))
      .filter(({ summary }) => summary.includes('non-existent'));
    const { imports } = await plan([{ diagnostics }, {}], { 'aws_vpc.net': 'vpc-1', 'aws_subnet.a': 'subnet-1' });
    expect(imports).toEqual([['aws_vpc.net', 'aws_subnet.a'], ['aws_vpc.net']]);
  });
});

describe('a plan that makes hosts anew', () => {
  const [host, other] = ['aws_instance.host-001', 'aws_instance.host-002'];
  const attachment = 'aws_volume_attachment.volume-001';
  const replaced = (address: string) => ({ address, action: 'replace', reason: 'requested' });
  const choices = { flags: [`-replace=${host}`], mayGo: new Set([host, attachment]) };

  it('may take away these hosts and their volumes’ places, and nothing else', async () => {
    const allowed = await plan([{ changes: [replaced(host), replaced(attachment)] }], {}, choices);
    expect(allowed.plan.problems).toEqual([]);
    const refused = await plan([{ changes: [replaced(host), replaced(other)] }], {}, choices);
    expect(refused.plan.problems).toMatchObject([{ detail: { address: other } }]);
  });

  it('never stops a host to change its type, but changes its tags', async () => {
    const changed = (after: object) => ({
      address: host,
      mode: 'managed',
      type: 'aws_instance',
      change: { before: { id: 'i-1', instance_type: 't3.xlarge' }, after: { instance_type: 't3.xlarge', ...after } },
    });
    const update = [{ address: host, action: 'update' }];
    const stopped = await plan([{ changes: update, shown: [changed({ instance_type: 'm5.xlarge' })] }]);
    expect(stopped.plan.problems).toMatchObject([
      { summary: expect.stringContaining('m5.xlarge instead of t3.xlarge') },
    ]);
    const tagged = await plan([{ changes: update, shown: [changed({ tags: { team: 'data' } })] }]);
    expect(tagged.plan.problems).toEqual([]);
  });
});
