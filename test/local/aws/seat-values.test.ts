import { DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assignments } from '../../../infra/stacks/shell';
import { variablesFor } from '../../../infra/stacks/variables';
import { readAssignments, readFiles, readSeatFile } from '../../../local/aws/model/user-data';
import { createCredentials } from '../../../workshop/credentials';
import { hostFile } from '../../infra/stacks/task';
import { synthJson, testWorkshop, type StackJson } from '../../infra/stacks/support';
import { basic, startBench, statusOf, until, type Bench } from './scenario';

describe('what the data plane reads of a seat', () => {
  it('is what a shell would read', () => {
    const values = { PLAIN: 'a', EMPTY: '', NASTY: `it's '' "$HOME"\nNOT='mine'\n\\' `, LAST: "'" };
    expect(readAssignments(assignments(values))).toEqual(values);
    expect(readAssignments('export A=b\n# C=\'d\'\nE="f"\n')).toEqual({});
  });

  it('is what the user data of a host writes', () => {
    const stack = synthJson(testWorkshop(), 'batch-001');
    const userData = String(stack.resource['aws_instance']?.['host-002']?.['user_data']);
    const file = readSeatFile(readFiles(userData)) ?? '';
    expect(Object.keys(readAssignments(file)).sort()).toEqual([
      'USHER_SEAT',
      'USHER_URL_AIRFLOW',
      'USHER_URL_JUPYTER',
      'USHER_USER',
      'USHER_WORKSHOP',
    ]);
    expect(readAssignments(hostFile(stack, '002'))).toMatchObject({ USHER_URL_JUPYTER: 'http://lb-1:8002/' });
    expect(readSeatFile(readFiles('#!/bin/bash\necho ECS_CLUSTER=x >> /etc/ecs/ecs.config\n'))).toBeUndefined();
  });
});

describe('tasks of one definition on hosts of their own', () => {
  const workshop = testWorkshop({ seats: 3 });
  const credentials = createCredentials('a secret that is long enough for a test');
  let bench: Bench;
  let url: string;

  async function fill(stack: string, change: (text: string) => string): Promise<{ loadBalancers: string[] }> {
    const { text } = synthJson(workshop, stack, { kind: 'local', folder: '/state' }, bench.aws.endpoint);
    const config = JSON.parse(change(text)) as StackJson;
    const body = JSON.stringify({ config, variables: variablesFor(workshop, stack, credentials) });
    const response = await fetch(`${bench.aws.endpoint}/_local/stacks/nov-abc123/${stack}`, { method: 'POST', body });
    expect(response.status).toBe(200);
    return (await response.json()) as { loadBalancers: string[] };
  }

  const stopped = (service: string): Promise<Task> =>
    until(async () => {
      const cluster = 'usher-nov';
      const list = new ListTasksCommand({ cluster, serviceName: service, desiredStatus: 'STOPPED' });
      const { taskArns } = await bench.ecs.send(list);
      if (!taskArns?.length) return undefined;
      const { tasks } = await bench.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
      return tasks?.[0];
    }, `a task of ${service} that stopped`);

  beforeAll(async () => {
    bench = await startBench({ moto: 'none' });
    const { loadBalancers } = await fill('network', (text) => text);
    url = `http://${loadBalancers[0]}:8001/`;
    await fill('batch-001', (text) =>
      // The host of seat 2 tells nothing, and the batch has no words for seat 3.
      text
        .replace(/seat\.env(?= <<'EOF'\\nUSHER_WORKSHOP='nov'\\nUSHER_SEAT='002')/, 'nothing')
        .replaceAll('SEAT_003', 'SEAT_004'),
    );
  }, 60_000);
  afterAll(() => bench?.stop());

  it('show the words and the address of their seat', async () => {
    await until(async () => (await statusOf(`${url}api`)) === 200, 'Jupyter of seat 1');
    const page = await fetch(url, { headers: basic('seat-001', credentials.seatPassword(workshop, 1)) });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(`<span id="own-address">${url}</span>`);
    for (const other of [2, 3]) {
      const headers = basic('seat-001', credentials.seatPassword(workshop, other));
      expect(await statusOf(url, { headers })).toBe(401);
    }
  });

  it('stop where the host tells no seat or the batch has no words for it', async () => {
    const silent = await stopped('nov-jupyter-002');
    expect(silent).toMatchObject({ stopCode: 'TaskFailedToStart' });
    expect(silent.stoppedReason).toContain('writes no seat.env');
    expect(silent.containers?.find(({ name }) => name === 'jupyter-seat')?.exitCode).toBe(1);
    expect((await stopped('nov-jupyter-003')).stoppedReason).toContain('no words for the seat 003');
  });
});
