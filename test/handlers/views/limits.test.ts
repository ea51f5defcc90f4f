import { archiveLetter, cardLinks } from '../../../handlers/views/archive';
import { errandEnded, errandMessage } from '../../../handlers/views/errand';
import type { ArchiveLetter, ErrandView } from '../../../workshop/usher/errands';
import { describe, expect, it } from '@jest/globals';
import { checkBlocks, checkView } from '../../../local/slack/blocks/check';
import { reports } from '../../../handlers/views/progress-thread';
import { tellThread } from '../../../handlers/progress/tell-thread';
import type { HandlerDeps } from '../../../handlers/deps';
import type { Message } from '../../../handlers/views/blocks';
import { chooseWorkshop } from '../../../handlers/views/choose-workshop';
import { destroyModal } from '../../../handlers/views/destroy-modal';
import { homeView } from '../../../handlers/views/home';
import { noSeatMessage } from '../../../handlers/views/participant-answers';
import { planMessage, cannotSucceed, confirmDeploy } from '../../../handlers/views/plan';
import { problemMessage } from '../../../handlers/views/problem';
import { confirmRestart, restartAnswer } from '../../../handlers/views/restart';
import { seatsMessage, statusMessage } from '../../../handlers/views/status';
import { workshopList } from '../../../handlers/views/workshop-list';
import type { PreflightLine } from '../../../workshop/ports/preflight';
import { ProblemError } from '../../../workshop/problems';
import { stacksOf } from '../../../workshop/seat-plan';
import type { DeployPlan, WorkshopSummary } from '../../../workshop/usher/workshops';
import { AT, longProblem, sampleOperation, sampleSeat, sampleStep, sampleView, sampleWorkshop } from './sample';

const SEATS = 1000;
const users = Array.from({ length: SEATS }, (_, i) => `U0${String(i).padStart(9, '0')}`);
const all = Array.from({ length: SEATS }, (_, i) => i + 1);

/** Everything as long as it can be: 1,000 seats taken, each failing for a long reason. */
const summary = {
  workshop: sampleWorkshop(SEATS, { spec: { ...sampleWorkshop(SEATS).spec, name: 'a-name-of-16-chs' } }),
  seats: all.map((no) => ({
    ...sampleSeat(no, 'failing', `reason ${no} <&> ${'long '.repeat(100)}`),
    owner: `p${no}`,
  })),
  participants: users.map((userId, i) => ({ id: `p${i + 1}`, workshopId: 'w1', userId })),
  operation: undefined,
  hourly: 1234.5,
  spent: 99_999,
} as unknown as WorkshopSummary;
const many = Array.from({ length: 200 }, (_, i) => ({
  ...summary,
  workshop: { ...summary.workshop, id: `w${i}`, spec: { ...summary.workshop.spec, name: `a-long-name-${i}` } },
}));
const workshops = many.map(({ workshop }) => workshop);
const odd = all.filter((no) => no % 2 === 1);
const checks: PreflightLine[] = Array.from({ length: 40 }, () => ({
  what: 'On-Demand Standard vCPU',
  verdict: 'short',
  sentence: `${'needed '.repeat(60)}`,
}));
const plan: DeployPlan = {
  stacks: stacksOf(summary.workshop.spec),
  batches: 100,
  loadBalancers: 50,
  instances: SEATS,
  services: 2 * SEATS,
  price: { hourly: 200, resting: 40.0, source: 'list', parts: [] },
  untilEnd: undefined,
  checks,
};

const messages: readonly (readonly [string, () => Message])[] = [
  ['status', () => statusMessage(summary, sampleView(SEATS), AT, { prices: true, gone: new Set(users.slice(0, 30)) })],
  ['status of every seat', () => seatsMessage(summary, all, new Set(users))],
  ['restart, asked for every other seat', () => confirmRestart(summary, { kind: 'failing' }, odd, [])],
  [
    'restart, begun at every other seat',
    () =>
      restartAnswer({
        workshop: summary.workshop,
        seats: odd,
        apps: [],
        operation: sampleOperation(),
        told: users,
        untold: [],
      }),
  ],
  ['list of 200 workshops', () => workshopList(many, true)],
  ['choice of 200 workshops', () => chooseWorkshop(workshops, 'status')],
  ['choice of a seat in 200 workshops', () => noSeatMessage({ kind: 'several', workshops } as never)],
  ['no seat in 200 workshops', () => noSeatMessage({ kind: 'not-eligible', workshops } as never)],
  ['a plan with 40 shortages', () => planMessage(summary.workshop, plan)],
  ['the question before a deploy with 40 shortages', () => confirmDeploy(summary.workshop, plan, 0)],
  ['a deploy that cannot succeed for 40 reasons', () => cannotSucceed(summary.workshop, checks)],
  ['a long problem', () => problemMessage('deploy', new ProblemError(longProblem), 'abcdef')],
];

/** An errand at every seat, of which half failed with long reasons. */
const errandOf = (kind: 'collect' | 'push'): ErrandView => ({
  workshop: summary.workshop,
  errand: {
    ...{ id: 'e1', workshopId: 'w1', kind, by: 'U0ADA', state: 'ended', createdAt: new Date(), endedAt: new Date() },
    file: { path: `<&>/${'lesson '.repeat(28)}`, bytes: 1, key: 'k' },
    problem: undefined,
    message: undefined,
  },
  people: new Map(),
  seats: summary.seats.map(({ no }) => ({
    no,
    owner: undefined,
    state: no % 2 ? ('failed' as const) : ('done' as const),
    outcome:
      no % 2
        ? undefined
        : kind === 'collect'
          ? { bytes: 1e9, files: 3, omitted: 9, left: ['`<&>'.repeat(20)] }
          : { how: 'kept' as const, beside: `<&>${no}.new.ipynb` },
    problem: no % 2 ? longProblem : undefined,
    endedAt: new Date(),
  })),
});
const letter = (no: number): ArchiveLetter => ({
  workshop: summary.workshop,
  seat: {
    no,
    owner: 'p1',
    at: new Date(),
    collected: { bytes: 1e9, files: 3, omitted: 9, left: ['`<&>'.repeat(20), 'b', 'c'] },
  },
  link: {
    url: `https://b.s3.eu-west-1.amazonaws.com/k?X-Amz-Security-Token=${'a%2F'.repeat(400)}&b=c`,
    until: new Date(),
  },
  userId: undefined,
});
const errands: typeof messages = [
  ['how far a collect is', () => errandMessage(errandOf('collect'))],
  ['the end of a collect', () => errandEnded(errandOf('collect'))],
  ['the end of a push', () => errandEnded(errandOf('push'))],
  ['a link with the token of a role', () => archiveLetter(letter(1))],
  [
    'many links with the token of a role',
    () =>
      cardLinks(
        summary.workshop,
        summary.seats.map(({ no }) => letter(no)),
      )[0]!,
  ],
];

describe('at 1,000 seats with long reasons Slack takes', () => {
  it.each([...messages, ...errands])('%s', (_, message) => {
    const { text, blocks } = message();
    expect(checkBlocks(blocks, 'message')).toEqual([]);
    expect(text.length).toBeLessThanOrEqual(40_000);
  });

  it.each<[string, () => object]>([
    [
      'the window of destroy',
      () =>
        destroyModal(summary, 'C0CREW', { archives: [], collecting: true, stuck: summary.seats.map(({ no }) => no) }),
    ],
    ['the Home tab of an organiser with 200 workshops and seats in all', () => homeView(users[0] ?? '', many, many)],
  ])('%s', (_, view) => {
    expect(checkView({ ...view() })).toEqual([]);
  });

  it('every reply in the thread of a deploy of which everything failed', async () => {
    const view = sampleView(SEATS, {
      operation: { message: { channel: 'C0CREW', ts: '1.1' }, state: 'partial', problem: longProblem },
      seat: (no) => sampleSeat(no, 'failing', `reason ${no} <&> ${'long '.repeat(200)}`),
      step: (stack) => sampleStep(stack, { state: 'failed', problem: longProblem }),
    });
    const replies: Message[] = [];
    const deps = { usher: { tellOnce: () => Promise.resolve(true) } } as unknown as HandlerDeps;
    await tellThread(
      deps,
      {
        post: (channel, message) => {
          replies.push(message);
          return Promise.resolve({ channel, ts: '1.2' });
        },
        edit: () => Promise.resolve('edited' as const),
        isStopped: () => false,
      },
      view,
    );
    expect(replies.flatMap(({ blocks }) => checkBlocks(blocks, 'message'))).toEqual([]);
    expect(Math.max(...replies.map(({ text }) => text.length))).toBeLessThanOrEqual(40_000);
    const said = replies.map(({ text }) => text).join('\n');
    for (const { text } of reports(view)) expect(said).toContain(text);
  });
});
