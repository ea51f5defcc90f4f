import { afterEach, describe, expect, it } from '@jest/globals';
import { createCloud } from '../../../infra/aws';
import type { ProblemError } from '../../../workshop/problems';
import { cloudOptions, workshopOf } from './fixture';
import { regionOf, seatsOf } from './region-of-seats';
import { startStandIn, type Handler, type StandIn } from './stand-in';

let aws: StandIn | undefined;
afterEach(() => aws?.stop());

const serve = async (handlers: Record<string, Handler>) => {
  aws = await startStandIn(handlers);
  return { aws, cloud: createCloud(cloudOptions(aws.endpoint)) };
};

describe('an inspection', () => {
  it.each([
    [1, 6],
    [80, 10],
    [1000, 80],
  ])('of %i seats that are all well takes at most %i calls and counts them', async (count, most) => {
    const workshop = workshopOf(count);
    const { aws, cloud } = await serve(regionOf(workshop, seatsOf(workshop)));
    const { calls, seats } = await cloud.inspect(workshop);
    expect(calls).toBeLessThanOrEqual(most);
    expect(calls).toBe(aws.calls.length);
    expect(seats.size).toBe(count);
    for (const seat of seats.values()) {
      expect(seat).toMatchObject({ host: 'running', agentConnected: true });
      expect([...seat.apps.keys()].sort()).toEqual(['airflow', 'jupyter']);
      for (const app of seat.apps.values()) {
        expect(app).toEqual({ task: 'running', health: 'healthy', startedAt: new Date(1_795_000_000_000) });
      }
    }
  });

  it('tells what is wrong from what is well, seat by seat', async () => {
    const workshop = workshopOf(12);
    const seats = seatsOf(workshop);
    const at = (no: number) => seats.get(no)!;
    at(1).tasks[0]!.healthStatus = 'UNHEALTHY';
    at(2).tasks = [];
    at(3).tasks[0]!.lastStatus = 'ACTIVATING';
    at(3).tasks[0]!.healthStatus = 'UNKNOWN';
    at(4).tasks[0]!.desiredStatus = 'STOPPED';
    at(5).impaired = true;
    at(6).agent = false;
    Object.assign(at(7), { instance: 'pending', agent: undefined, tasks: [] });
    Object.assign(at(8), { instance: 'stopped', agent: false, tasks: [] });
    Object.assign(at(9), { instance: 'terminated', agent: undefined, tasks: [] });
    // A new task beside one that is going.
    at(10).tasks.push({ ...at(10).tasks[0]!, lastStatus: 'PENDING', startedAt: 0 });
    at(10).tasks[0]!.desiredStatus = 'STOPPED';
    at(11).tasks.push(
      { ...at(11).tasks[0]!, group: 'service:somebody-else' },
      { ...at(11).tasks[0]!, group: 'family:x' },
    );
    const { cloud } = await serve(regionOf(workshop, seats));
    const found = (await cloud.inspect(workshop)).seats;
    const app = (no: number, name = 'jupyter') => found.get(no)?.apps.get(name);
    expect(app(1)).toMatchObject({ task: 'running', health: 'unhealthy' });
    expect(app(1, 'airflow')).toMatchObject({ task: 'running', health: 'healthy' });
    expect(found.get(2)?.apps.size).toBe(0);
    expect(app(3)).toMatchObject({ task: 'pending', health: 'unknown' });
    expect(app(4)).toMatchObject({ task: 'stopping' });
    expect(found.get(5)).toMatchObject({ host: 'impaired' });
    expect(found.get(6)).toMatchObject({ host: 'running', agentConnected: false });
    expect(found.get(7)).toMatchObject({ host: 'pending', agentConnected: false });
    expect(found.get(8)).toMatchObject({ host: 'stopped' });
    expect(found.get(9)).toMatchObject({ host: 'none' });
    expect(app(10)).toMatchObject({ task: 'pending' });
    expect(found.get(11)?.apps.size).toBe(2);
    expect(found.get(12)).toMatchObject({ host: 'running', agentConnected: true });
  });

  it('of a workshop whose cluster does not exist is empty', async () => {
    const workshop = workshopOf(3);
    const { cloud } = await serve(regionOf(workshop, seatsOf(workshop)));
    expect((await cloud.inspect(workshopOf(3, 'dec'))).seats.size).toBe(0);
  });

  it('goes on when AWS asks it to slow down, and counts what it repeated', async () => {
    const workshop = workshopOf(2);
    const handlers = regionOf(workshop, seatsOf(workshop));
    let refusals = 2;
    const { aws, cloud } = await serve({
      ...handlers,
      DescribeTasks: (input) =>
        refusals-- > 0 ? { error: 'ThrottlingException', message: 'Rate exceeded' } : handlers['DescribeTasks']!(input),
    });
    const { calls, seats } = await cloud.inspect(workshop);
    expect(seats.get(2)?.apps.get('airflow')).toMatchObject({ task: 'running' });
    expect(aws.calls.filter((call) => call === 'DescribeTasks')).toHaveLength(3);
    expect(calls).toBe(aws.calls.length);
  });

  it.each([
    ['AccessDeniedException', 'permission', 'AWS does not let Usher do `ecs:DescribeTasks`.'],
    ['ExpiredTokenException', 'credentials', 'The AWS credentials Usher works with have expired.'],
  ])('that AWS refuses with %s says so', async (error, kind, summary) => {
    const workshop = workshopOf(250);
    const { cloud } = await serve({ ...regionOf(workshop, seatsOf(workshop)), DescribeTasks: () => ({ error }) });
    const refused = (await cloud.inspect(workshop).catch((reason: unknown) => reason)) as ProblemError;
    expect(refused.problem).toMatchObject({ kind, summary });
  });

  it('of an AWS that is not there names the address', async () => {
    const cloud = createCloud(cloudOptions('http://127.0.0.1:1'));
    const refused = (await cloud.inspect(workshopOf(1)).catch((reason: unknown) => reason)) as ProblemError;
    expect(refused.problem).toMatchObject({ kind: 'network', summary: 'AWS cannot be reached at http://127.0.0.1:1.' });
    expect(refused.problem.next).toContain('AWS_ENDPOINT_URL');
  });
});
