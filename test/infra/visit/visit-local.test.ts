import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createVisitor } from '../../../infra/visit';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import type { LogIn } from '../../../workshop/ports/visitor';
import { planSeat, seatDoor } from '../../../workshop/seat-plan';
import { variablesFor } from '../../../infra/stacks/variables';
import { synthInProcess } from '../../../infra/synth/in-process';
import { createDirectProvisioner } from '../../../infra/terraform';
import { startBench, until, type Bench } from '../../local/aws/scenario';
import { testCredentials, testWorkshop } from '../stacks/support';
import { collect, removeScratch, scratch } from '../terraform/support';
import type { Workshop } from '../../../workshop/workshop';

describe('a visitor at a seat of the local AWS', () => {
  const never = new AbortController().signal;
  const visitor = createVisitor();
  const dataDir = scratch();
  let workshop: Workshop = testWorkshop({ seats: 1, apps: DEFAULT_APPS });
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench({ moto: 'none' });
    const provisioner = createDirectProvisioner({
      dataDir,
      env: { ...bench.aws.environment },
      synth: (request) => Promise.resolve(synthInProcess(request)),
      variables: (of, stack) => variablesFor(of, stack, testCredentials),
      missing: { kind: 'missing-tool', summary: '', next: '' },
    });
    for (const stack of ['network', 'database', 'batch-001']) {
      const end = (await collect(provisioner.apply(workshop, stack, never))).at(-1);
      if (end?.type !== 'done') throw new Error(`${stack} failed`);
      workshop = { ...workshop, loadBalancers: end.loadBalancers ?? workshop.loadBalancers };
    }
  }, 60_000);
  afterAll(async () => {
    await bench?.stop();
    await removeScratch(dataDir);
  });

  const appNamed = (name: string) => planSeat(workshop.spec, 1).apps.find(({ app }) => app.name === name)!;
  const logIn = (name: string, change: { password?: string } = {}): Promise<LogIn> => {
    const seat = planSeat(workshop.spec, 1);
    const plan = appNamed(name);
    const words = { user: seat.user, password: testCredentials.seatPassword(workshop, 1), ...change };
    return visitor.logIn(plan.app, seatDoor(workshop.loadBalancers, seat, plan)!, words, never);
  };
  const inside = (name: string) =>
    until(async () => {
      const answer = await logIn(name);
      return answer.kind === 'in' && answer.visit;
    }, `${name} to let its seat in`);

  it('gets into Jupyter with the words of the seat, speaks to a kernel, and stays', async () => {
    const visit = await inside('jupyter');
    expect(visit.socket).toBe('open');
    expect(await visit.ask(never)).toBeUndefined();
    await visit.leave();
    expect(await visit.ask(never)).toBe('lost its web socket');
  });

  it('gets into Airflow with the words of the seat', async () => {
    const visit = await inside('airflow');
    expect(visit.socket).toBeUndefined();
    expect(await visit.ask(never)).toBeUndefined();
  });

  it.each(['jupyter', 'airflow'])('is refused by %s with other words', async (name) => {
    expect(await logIn(name, { password: 'maple-otter-river-41' })).toEqual({ kind: 'refused' });
  });

  it('says what it met where the app does not answer', async () => {
    bench.aws.fault({ kind: 'crash', service: 'nov-jupyter-001' });
    const answer = await until(async () => {
      const met = await logIn('jupyter');
      return met.kind === 'failed' && met;
    }, 'Jupyter to fail');
    expect(answer.why).toMatch(/^answered 50[23] to the login page$/);
    const nowhere = { url: 'http://127.0.0.1:1/', via: undefined };
    expect(await visitor.logIn(appNamed('airflow').app, nowhere, { user: 'a', password: 'b' }, never)).toEqual({
      ...{ kind: 'failed', why: 'refused the connection' },
    });
  });
});

describe('a visitor who is called back', () => {
  it('says so at once', async () => {
    const left = AbortSignal.abort();
    const door = { url: 'http://127.0.0.1:1/', via: undefined };
    const met = await createVisitor().logIn(DEFAULT_APPS[0]!, door, { user: 'a', password: 'b' }, left);
    expect(met.kind).toBe('failed');
  });
});
