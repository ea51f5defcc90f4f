import type { Finding, RehearsalReport, RehearsalWish, Verdict } from '../../workshop/rehearsal';
import type { OperationView } from '../../workshop/usher/operations';
import type { RehearsalPlan } from '../../workshop/usher/rehearsals';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, clip, context, section, sections, type Message } from './blocks';
import { RUN_COMMAND } from './run-button';
import { cancelButton } from './cancel';
import { NOT_NOW } from './plan';
import { checkedLine, isStopped, shortages } from './preflight';
import { plain } from './refusals';
import {
  bar,
  channelMention,
  clockTime,
  count,
  dayAndTime,
  duration,
  escape,
  listed,
  mention,
  money,
  seatNumbers,
} from './words';

export const REHEARSE_GO = 'rehearse-go';
export const REHEARSE_KEEP = 'rehearse-keep';

const MOST_TROUBLES = 5;

/** What the button says yes to, as it carries it. */
export const rehearsalValue = ({ id }: Workshop, { seats, stayMs }: RehearsalWish): string =>
  [id, seats ?? 'all', stayMs].join(' ');

/** The last question: what is tried, how long it takes and what that costs. */
export function confirmRehearsal(workshop: Workshop, wish: RehearsalWish, plan: RehearsalPlan): Message {
  const { name } = workshop.spec;
  const { deploy, tried, taken, lastsMs, cost } = plan;
  const short = deploy ? shortages(deploy.checks) : [];
  const stopped = deploy !== undefined && isStopped(workshop, deploy.checks);
  const lines = [
    `*Rehearse ${name}?* Synthetic participants take ${count(tried, 'seat')}, log in to ${listed(workshop.spec.apps.map(({ title }) => title))}, and stay ${duration(wish.stayMs)}.`,
    deploy
      ? `What does not stand yet is deployed first, for real. In all about ${duration(lastsMs)} and ${money(cost)}; afterwards it goes on costing ${money(deploy.price.hourly)} an hour until you destroy it.`
      : `Everything stands already: about ${duration(lastsMs)}, in which it costs ${money(cost)} anyway.`,
    ...(taken > 0 ? [`${count(taken, 'seat')} that people have ${taken === 1 ? 'is' : 'are'} left alone.`] : []),
    'Nobody is told but this channel; people who come meanwhile get their seats as ever.',
  ];
  return {
    text: [...short, ...lines].join(' '),
    blocks: [
      ...sections(short),
      section(lines.join('\n')),
      ...(deploy ? [context(checkedLine(deploy.checks))] : []),
      actions('rehearse', [
        ...(stopped
          ? []
          : [
              button(REHEARSE_GO, `Rehearse for about ${money(cost)}`, {
                value: rehearsalValue(workshop, wish),
                primary: true,
              }),
            ]),
        button(NOT_NOW, 'Not now', { value: workshop.id }),
      ]),
    ],
  };
}

export const rehearsalStarted = (workshop: Workshop, deploys: boolean): Message =>
  plain(
    `${deploys ? 'Deploying, then rehearsing' : 'Rehearsing'} *${workshop.spec.name}*. ${channelMention(workshop.crewChannel)} shows how far it is, and says GO or NO GO at the end.`,
  );

export const nothingToRehearse = ({ spec }: Workshop): Message =>
  plain(
    `People have every seat of *${spec.name}*, so there is none to rehearse with. \`/workshop health\` says how they are.`,
  );

export const keptAfterRehearsal = ({ spec }: Workshop): Message =>
  plain(`*${spec.name}* stays up. \`/workshop destroy ${spec.name}\` ends it.`);

/** How far it is, in place. */
export function rehearsalProgress(view: OperationView): Message {
  const { operation, workshop } = view;
  const running = operation.state === 'running';
  const says = running ? whatHappens(view) : `${ENDED[operation.state]} ${clockTime(operation.endedAt ?? view.now)}`;
  const head = `*Rehearsing ${workshop.spec.name}* · ${mention(operation.startedBy)} ${clockTime(operation.startedAt)}`;
  const report = view.rehearsal?.report;
  const stop = running && operation.cancelledBy === undefined;
  return {
    text: clip(`Rehearsing ${workshop.spec.name}: ${plainly(says)}`, 1000),
    blocks: [
      section(`${head}\n${says}`),
      ...(report ? sections(numbers(report)) : []),
      ...(report ? sections(troubleLines(report)) : []),
      context('Synthetic participants: they are on no list, and their seats are free again afterwards.'),
      ...(stop ? [cancelButton(operation)] : []),
    ],
  };
}

const ENDED = {
  running: '',
  succeeded: '✅ GO',
  partial: '⛔ NO GO',
  failed: '❌ broke off',
  cancelled: '⏹️ stopped',
} as const;

/** Screen readers are read no markup. */
const plainly = (text: string): string => text.replaceAll('*', '').replaceAll(/<!date[^|]*\|([^>]*)>/g, '$1');

function whatHappens({ operation, rehearsal, now }: OperationView): string {
  if (operation.cancelledBy !== undefined) return '⏹️ stopping: everybody leaves';
  const report = rehearsal?.report;
  if (!report) return '⏳ waits until everything stands';
  if (report.phase === 'coming') {
    const far = report.people === 0 ? 0 : report.inside / report.people;
    return `*${report.inside} of ${report.people} logged in* ${bar(far)}`;
  }
  const left = report.until ? new Date(report.until).getTime() - now.getTime() : 0;
  return left > 0 ? `*${count(report.inside, 'stays', 'stay')}*, ${duration(left)} left` : 'everybody leaves';
}

/** What was tried, in numbers. */
export function numbers(report: RehearsalReport): string[] {
  const { people, inside, gaveWay, login, sockets, asked, unanswered, wrongTried, wrongLetIn } = report;
  return [
    `${inside} of ${count(people, 'participant')} got into everything${gaveWay > 0 ? `; ${gaveWay} gave way to people` : ''}.`,
    ...(login
      ? [
          `From claim to logged in: usually ${seconds(login.medianMs)}, slowest ${seconds(login.slowestMs)} (seat ${login.slowestSeat}).`,
        ]
      : []),
    ...(sockets.tried > 0 ? [`Notebooks: ${sockets.opened} of ${count(sockets.tried, 'kernel')} answered.`] : []),
    ...(asked > 0 ? [`While they stayed: ${asked - unanswered} of ${count(asked, 'request')} answered.`] : []),
    ...(wrongTried.length > 0 && wrongLetIn.length === 0
      ? [`A wrong password is refused by ${listed(wrongTried)}.`]
      : []),
  ];
}

const seconds = (ms: number): string => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms));

/** The commonest first. */
function troubleLines({ troubles }: RehearsalReport): string[] {
  const shown = troubles
    .slice(0, MOST_TROUBLES)
    .map(
      ({ reason, seats }) =>
        `⚠️ ${seats.length === 1 ? 'seat' : 'seats'} ${seatNumbers(seats, 8)}: ${escape(clip(reason, 300))}`,
    );
  const more = troubles.length - shown.length;
  return more > 0 ? [...shown, `⚠️ and ${count(more, 'other reason')}`] : shown;
}

/** The end: GO or NO GO, why, the numbers, and what becomes of what runs. */
export function rehearsalEnd(view: OperationView): Message {
  const { operation, workshop, rehearsal, hourly, now } = view;
  const { name } = workshop.spec;
  const report = rehearsal?.report;
  const verdict = report?.verdict;
  const who = mention(operation.startedBy);
  if (!report || !verdict) {
    const by =
      operation.cancelledBy !== undefined && operation.cancelledBy !== 'usher'
        ? ` by ${mention(operation.cancelledBy)}`
        : '';
    const why =
      operation.state === 'cancelled'
        ? `⏹️ The rehearsal of *${name}* was stopped${by}, so it says neither GO nor NO GO.`
        : `❌ The rehearsal of *${name}* broke off: ${escape(operation.problem ? `${operation.problem.summary} ${operation.problem.next}` : 'nobody knows why.')}`;
    return ending(`${who} ${why}`, [...(report ? numbers(report) : [])], [costLine(workshop, hourly, now)], workshop);
  }
  const go = verdict.stops.length === 0;
  const line = go
    ? `✅ *GO* for *${name}*: nothing would stop the day.`
    : `⛔ *NO GO* for *${name}*: ${count(verdict.stops.length, 'thing')} would stop the day.`;
  return ending(
    `${who} ${line}`,
    [...findings(verdict), ...numbers(report), ...troubleLines(report)],
    [costLine(workshop, hourly, now)],
    workshop,
  );
}

function ending(line: string, lines: readonly string[], foot: readonly string[], workshop: Workshop): Message {
  const up = workshop.loadBalancers.length > 0;
  const { name } = workshop.spec;
  return {
    text: clip([line, ...lines].map(plainly).join(' '), 1500),
    blocks: [
      section(line),
      ...sections(lines),
      context(foot.join(' ')),
      ...(up
        ? [
            actions('rehearsed', [
              button(REHEARSE_KEEP, 'Keep it up', { value: workshop.id }),
              button(`${RUN_COMMAND}:destroy`, 'Destroy…', {
                value: JSON.stringify({ text: 'destroy', workshop: name }),
              }),
            ]),
          ]
        : []),
    ],
  };
}

function costLine({ endsAt, loadBalancers }: Workshop, hourly: number, now: Date): string {
  if (loadBalancers.length === 0) return 'Nothing of it runs, and nothing costs anything.';
  const hours = endsAt ? (endsAt.getTime() - now.getTime()) / 3_600_000 : 0;
  const until =
    endsAt && hours > 0 ? `, about ${money(hourly * hours)} until ${dayAndTime(endsAt)}` : ' until it is destroyed';
  return `All seats are free again. It goes on costing ${money(hourly)} an hour${until}.`;
}

const findings = ({ stops, minds }: Verdict): string[] => [
  ...stops.map((finding) => `🔴 ${worded(finding)}`),
  ...minds.map((finding) => `🟡 ${worded(finding)}`),
];

/** What it is, and what to do about it. */
function worded(finding: Finding): string {
  switch (finding.what) {
    case 'nobody-came':
      return 'Nobody got into any seat. `/workshop health` says how the seats are.';
    case 'seats-failed': {
      const { seats, spares } = finding;
      const stand = spares === 0 ? 'no spare stands in' : `${count(spares, 'spare')} can stand in`;
      return `${count(seats.length, 'seat')} cannot be worked at: ${seatNumbers(seats, 8)}; ${stand}. \`/workshop health\` mends them.`;
    }
    case 'wrong-password':
      return `${listed(finding.apps)} let a wrong password in. Do not open the doors: the app's own settings are wrong.`;
    case 'sockets':
      return `${finding.failed} of ${count(finding.tried, 'notebook')} got no answer from a kernel: cells would not run.`;
    case 'unanswered':
      return `${finding.unanswered} of ${count(finding.asked, 'request')} had no good answer while they stayed.`;
    case 'slow':
      return `Seat ${finding.seat} took ${duration(finding.ms)} from claim to logged in.`;
    case 'quota':
      return `${escape(finding.sentence)} \`/workshop plan\` asks AWS for more.`;
    case 'no-room':
      return 'There is no room, and its members are who may claim: `/workshop open #channel` names it.';
    case 'doors-closed':
      return 'The doors are closed, and no time is set: `/workshop open --at 09:00`.';
    case 'no-end':
      return 'No end is set, so it costs until somebody destroys it: `/workshop extend 17:30`.';
    case 'ends-soon':
      return `Its end is ${dayAndTime(new Date(finding.at))}: \`/workshop extend\` moves it.`;
    case 'too-few-seats':
      return `${count(finding.people, 'person', 'people')} on the roster, and ${count(finding.seats, 'seat')}.`;
  }
}
