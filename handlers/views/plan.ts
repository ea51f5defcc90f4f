import type { DeployPlan } from '../../workshop/usher/workshops';
import type { QuotaRequest } from '../../workshop/quota-request';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, section, sections, type Message } from './blocks';
import { limitWarning } from './limit';
import { placesOf } from './places';
import { checkedLine, isStopped, shortages } from './preflight';
import { askButtons, pendingLines } from './quota';
import { plain } from './refusals';
import { count, dayAndTime, listed, money } from './words';
import { shortTimeInZone, timeInZone } from './zone-time';

/** Shows the plan with the two buttons below. */
export const DEPLOY_ASK = 'deploy-ask';
export const DEPLOY_GO = 'deploy-go';
export const NOT_NOW = 'not-now';

/** `nov`, what stops it, what it would take and cost; a button that goes on to the confirmation. */
export function planMessage(workshop: Workshop, plan: DeployPlan, pending: readonly QuotaRequest[] = []): Message {
  const { name } = workshop.spec;
  const short = [...shortLines(workshop, plan), ...pendingLines(workshop, plan.checks, pending)];
  const lines = [`*Plan for ${name}*: ${sizeOf(workshop)}`, ...planDetails(workshop, plan)];
  const stopped = isStopped(workshop, plan.checks);
  const deploy = stopped ? checkAgain(workshop) : button(DEPLOY_ASK, 'Deploy…', { value: workshop.id });
  return {
    text: [...short, ...lines].join(' '),
    blocks: [
      ...sections(short),
      section(lines.join('\n')),
      context(checkedLine(plan.checks)),
      ...(workshop.state === 'new' || workshop.state === 'deployed'
        ? [actions('plan', [deploy, ...askButtons(workshop, plan.checks, pending)])]
        : []),
    ],
  };
}

/** The last question before money is spent: names the price. Where it could not succeed, there is nothing to say yes to. */
export function confirmDeploy(
  workshop: Workshop,
  plan: DeployPlan,
  ready: number,
  pending: readonly QuotaRequest[] = [],
  later?: Later,
): Message {
  const { name, seats } = workshop.spec;
  const short = [...shortLines(workshop, plan), ...pendingLines(workshop, plan.checks, pending)];
  const stopped = isStopped(workshop, plan.checks);
  const question = stopped
    ? `*${name}*: ${sizeOf(workshop)}`
    : ready > 0
      ? `*Deploy the rest of ${name}?* ${ready} of ${count(seats, 'seat')} are ready and stay as they are.`
      : `*Deploy ${name}?* ${sizeOf(workshop)}`;
  const begins = later ? [`It begins by itself: *${timeInZone(later.at, later.zone)}*, and costs from then on.`] : [];
  const lines = [question, ...planDetails(workshop, plan), ...begins];
  return {
    text: [...short, lines.join('. ')].join(' '),
    blocks: [
      ...sections(short),
      section(lines.join('\n')),
      context(checkedLine(plan.checks)),
      actions('deploy', [
        ...(stopped ? [checkAgain(workshop)] : goButtons(workshop, plan, later)),
        ...askButtons(workshop, plan.checks, pending),
        button(NOT_NOW, 'Not now', { value: workshop.id }),
      ]),
    ],
  };
}

/** When a deploy begins that does not begin now. */
export interface Later {
  readonly at: Date;
  /** Of the reader. */
  readonly zone: string;
}

/** What the button says yes to, as it carries it: the workshop, when, and whether its end destroys it. */
export const goValue = (workshop: Workshop, at: Date | undefined, endDestroys: boolean): string =>
  [workshop.id, at ? String(at.getTime()) : 'now', endDestroys ? 'end' : 'stay'].join(' ');

function goButtons(workshop: Workshop, { price }: DeployPlan, later: Later | undefined) {
  const cost = `${money(price.hourly)} an hour`;
  const when = later ? ` ${shortTimeInZone(later.at, later.zone)}` : '';
  const go = (endDestroys: boolean) => ({ value: goValue(workshop, later?.at, endDestroys), primary: !endDestroys });
  const end = workshop.endsAt;
  return [
    button(DEPLOY_GO, `Deploy${when} for ${cost}`, go(false)),
    ...(end && workshop.destroysBy === undefined
      ? [
          button(`${DEPLOY_GO}:end`, `Deploy${when}, destroy at the end`, {
            ...go(true),
            confirm: {
              title: 'Destroy by itself?',
              text: `At its end, ${dayAndTime(end)}, everything is deleted without another question, files included. The crew is warned an hour and a quarter of an hour before, and can extend.`,
              yes: 'Deploy, and destroy then',
            },
          }),
        ]
      : []),
  ];
}

/** Nothing that begins now is done by then. */
export const tooLateFor = ({ spec }: Workshop, by: Date, takes: number): Message =>
  plain(
    `*${spec.name}* takes about ${count(Math.round(takes / 60_000), 'minute')}, so it would not be done by ${dayAndTime(by)}. \`/workshop deploy ${spec.name}\` begins now.`,
  );

/** What a deploy is refused with that could not succeed. */
export function cannotSucceed(workshop: Workshop, checks: DeployPlan['checks']): Message {
  const first = `⛔ *${workshop.spec.name} cannot be deployed yet.* Nothing was created and nothing costs anything.`;
  const short = shortages(checks);
  return {
    text: [first, ...short].join(' '),
    blocks: [section(first), ...sections(short), actions('short', [checkAgain(workshop)])],
  };
}

/** Instead of a button that deploys, until nothing is short any more. */
const checkAgain = (workshop: Workshop) => button(DEPLOY_ASK, 'Check again', { value: workshop.id });

/** While AWS is asked for longer than somebody likes to wait in silence. */
export const askingAws = (workshop: Workshop): Message =>
  plain(`Asking AWS about quotas and prices for *${workshop.spec.name}*. The answer comes within ten seconds.`);

/** First of all, what is short; a resume goes on all the same. */
function shortLines(workshop: Workshop, { checks }: DeployPlan): string[] {
  const { name } = workshop.spec;
  const short = shortages(checks);
  if (short.length === 0) return [];
  return isStopped(workshop, checks)
    ? [`⛔ *${name} cannot be deployed yet:*`, ...short]
    : [`⚠️ *Not all of ${name} can be deployed:*`, ...short];
}

const sizeOf = ({ spec }: Workshop): string =>
  `${placesOf(spec)} with ${listed(spec.apps.map((app) => app.title))} in ${spec.region}`;

function planDetails(workshop: Workshop, plan: DeployPlan): string[] {
  const { spec } = workshop;
  const database = plan.stacks.includes('database') ? ', database' : '';
  const warning = limitWarning(workshop, plan.outlook);
  return [
    `${count(plan.stacks.length, 'stack')}: network${database} and ${count(plan.batches, 'batch', 'batches')} of up to ${count(spec.batchSize, 'seat')}`,
    `${count(plan.instances, `${spec.instanceType} instance`)}, ${count(plan.services, 'service')}, ${count(plan.loadBalancers, 'load balancer')}${database === '' ? '' : ', 1 Postgres server'}`,
    `Price: ${priceOf(workshop, plan)}, ${plan.price.source === 'live' ? 'at today’s prices' : 'by list prices'}${internetOf(plan)}`,
    ...(warning === undefined ? [] : [warning]),
  ];
}

/** `; of it $0.05 an hour for internet, and besides $0.048 for each GB`. */
const internetOf = ({ price: { internet } }: DeployPlan): string =>
  internet === undefined
    ? ''
    : `; of it ${money(internet.hourly)} an hour for internet, and besides $${internet.perGb.toFixed(3)} for each GB`;

function priceOf(workshop: Workshop, plan: DeployPlan): string {
  const hourly = `${money(plan.price.hourly)} an hour`;
  if (plan.untilEnd === undefined || workshop.endsAt === undefined)
    return `${hourly} until it is destroyed (no end set)`;
  return `${hourly}, about ${money(plan.untilEnd)} until ${dayAndTime(workshop.endsAt)}`;
}
