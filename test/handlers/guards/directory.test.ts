import { describe, expect, it } from '@jest/globals';
import type { WebClient } from '@slack/web-api';
import { createDirectory } from '../../../handlers/directory';
import { rightsOf } from '../../../handlers/guards/rights';
import type { Usher } from '../../../workshop/usher/usher';
import { TestClock } from '../progress/test-clock';

/** A Web API of two members a page, which counts what it is asked. */
function workspace(members: string[], admins: string[] = [], group: string[] = []) {
  const calls: string[] = [];
  const time = { now: 0 };
  const client = {
    auth: { test: () => Promise.resolve({ team_id: 'T-OURS' }) },
    users: {
      info: ({ user }: { user: string }) => {
        calls.push(`info ${user}`);
        if (user === 'U-HIDDEN') {
          return Promise.reject(Object.assign(new Error(), { data: { error: 'user_not_visible' } }));
        }
        return Promise.resolve({
          user: {
            is_admin: admins.includes(user),
            team_id: user.endsWith('-ELSEWHERE') ? 'T-THEIRS' : 'T-OURS',
            deleted: user.endsWith('-GONE'),
            tz: user === 'U-ODD' ? 'Moon/Base' : 'Europe/Berlin',
          },
        });
      },
    },
    usergroups: {
      users: {
        list: ({ usergroup }: { usergroup: string }) => {
          calls.push(`group ${usergroup}`);
          return Promise.resolve({ users: group });
        },
      },
    },
    conversations: {
      members: ({ cursor }: { cursor?: string }) => {
        const from = Number(cursor ?? 0);
        calls.push(`members ${from}`);
        const next = from + 2 < members.length ? String(from + 2) : '';
        return Promise.resolve({ members: members.slice(from, from + 2), response_metadata: { next_cursor: next } });
      },
    },
  };
  const clock = { now: () => new Date(time.now), sleep: () => new Promise<void>(() => undefined) };
  const directory = (...organisers: string[]) => createDirectory(client as unknown as WebClient, clock, organisers);
  return { calls, time, directory, members };
}

describe('the directory', () => {
  it('takes the admins for organisers where none are named', async () => {
    const directory = workspace([], ['U-ADA']).directory();
    expect(await directory.isOrganiser('U-ADA')).toBe(true);
    expect(await directory.isOrganiser('U-GRACE')).toBe(false);
  });

  it('takes no admin of another workspace for one, and nobody who was deactivated', async () => {
    const admins = ['U-ADA', 'U-EVE-ELSEWHERE', 'U-BOB-GONE', 'U-HIDDEN'];
    const directory = workspace([], admins).directory();
    expect(await Promise.all(admins.map((admin) => directory.isOrganiser(admin)))).toEqual([true, false, false, false]);
  });

  it('takes the named people and user groups for organisers, and no admin besides', async () => {
    const directory = workspace([], ['U-ADA'], ['U-MARY']).directory('U-BOB', 'S-CREW');
    expect(await directory.isOrganiser('U-BOB')).toBe(true);
    expect(await directory.isOrganiser('U-MARY')).toBe(true);
    expect(await directory.isOrganiser('U-ADA')).toBe(false);
  });

  it('reads every page of a channel', async () => {
    const directory = workspace(['U1', 'U2', 'U3', 'U4', 'U5']).directory();
    expect(await directory.isMember('C1', 'U5')).toBe(true);
    expect(await directory.isMember('C1', 'U6')).toBe(false);
  });

  it('asks Slack once for a hundred people at the same time', async () => {
    const { directory, calls } = workspace(['U1', 'U2']);
    const one = directory();
    await Promise.all(Array.from({ length: 100 }, () => one.isMember('C1', 'U1')));
    expect(calls).toEqual(['members 0']);
  });

  it('notices within seconds who joined, and within a minute who left', async () => {
    const place = workspace(['U1']);
    const directory = place.directory();
    expect(await directory.isMember('C1', 'U2')).toBe(false);
    place.members.push('U2');
    place.time.now += 2_000;
    expect(await directory.isMember('C1', 'U2')).toBe(true);
    place.members.pop();
    place.time.now += 60_000;
    expect(await directory.isMember('C1', 'U2')).toBe(false);
  });

  it('forgets a failed answer', async () => {
    let broken = true;
    const user = { is_owner: true, team_id: 'T1' };
    const client = {
      auth: { test: () => Promise.resolve({ team_id: 'T1' }) },
      users: { info: () => (broken ? Promise.reject(new Error('down')) : Promise.resolve({ user })) },
    };
    const clock = { now: () => new Date(0), sleep: () => Promise.resolve() };
    const directory = createDirectory(client as unknown as WebClient, clock, []);
    await expect(directory.isOrganiser('U1')).rejects.toThrow('down');
    broken = false;
    expect(await directory.isOrganiser('U1')).toBe(true);
  });

  it('reads time in UTC where Slack names a zone nobody knows', async () => {
    const directory = workspace([]).directory();
    expect(await directory.timeZone('U1')).toBe('Europe/Berlin');
    expect(await directory.timeZone('U-ODD')).toBe('UTC');
  });
});
/** Slack as it is when it limits or is away: questions wait until they are answered. */
function slowSlack() {
  const clock = new TestClock();
  const waiting: ((answer: unknown) => void)[] = [];
  let reject: unknown;
  let slow = false;
  let admin = true;
  const info = () => {
    if (reject !== undefined) return Promise.reject(reject as Error);
    if (!slow) return Promise.resolve({ user: { is_admin: admin, team_id: 'T1' } });
    return new Promise((resolve) => waiting.push(resolve));
  };
  const client = { auth: { test: () => Promise.resolve({ team_id: 'T1' }) }, users: { info } };
  return {
    clock,
    directory: createDirectory(client as unknown as WebClient, clock, []),
    lets: { wait: () => (slow = true), fail: (error: unknown) => (reject = error), demote: () => (admin = false) },
    answer: () => waiting.splice(0).forEach((resolve) => resolve({ user: { is_admin: admin, team_id: 'T1' } })),
  };
}

describe('an organiser whom Slack knew a while ago', () => {
  it.each<[string, (slack: ReturnType<typeof slowSlack>) => void]>([
    ['limits the question', ({ lets }) => lets.wait()],
    [
      'refuses for its rate limit',
      ({ lets }) => lets.fail({ code: 'slack_webapi_rate_limited_error', retryAfter: 30 }),
    ],
    ['is away', ({ lets }) => lets.fail({ code: 'slack_webapi_request_error' })],
  ])('is one still while Slack %s, for a quarter of an hour', async (_, happens) => {
    const slack = slowSlack();
    expect(await slack.directory.isOrganiser('U1')).toBe(true);
    happens(slack);
    await slack.clock.advance(14 * 60_000);
    const soon = slack.directory.isOrganiser('U1');
    await slack.clock.advance(1_500);
    expect(await soon).toBe(true);
  });

  it('is none any more as soon as Slack says so', async () => {
    const slack = slowSlack();
    expect(await slack.directory.isOrganiser('U1')).toBe(true);
    slack.lets.demote();
    await slack.clock.advance(60_000);
    expect(await slack.directory.isOrganiser('U1')).toBe(false);
  });

  it('is asked for anew after a quarter of an hour, and called a stranger by nobody', async () => {
    const slack = slowSlack();
    await slack.directory.isOrganiser('U1');
    slack.lets.wait();
    await slack.clock.advance(15 * 60_000);
    const { directory, clock } = slack;
    const told: string[] = [];
    const rights = async (userId: string) => ({ house: await directory.isOrganiser(userId), roles: new Map() });
    const known = rightsOf({ usher: { rights } as unknown as Usher, clock }, 'U1', ({ text }) =>
      Promise.resolve(void told.push(text)),
    );
    await clock.advance(10_000);
    expect(told).toEqual([expect.stringContaining('Slack lets me wait before it says who you are')]);
    slack.answer();
    expect(await known).toMatchObject({ house: true });
    expect(told).toHaveLength(1);
  });
});
