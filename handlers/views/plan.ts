import type { DeployPlan } from '../../workshop/usher';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, section, type Message } from './blocks';
import { count, dayAndTime, listed, money } from './words';

/** Shows the plan with the two buttons below. */
export const DEPLOY_ASK = 'deploy-ask';
export const DEPLOY_GO = 'deploy-go';
export const NOT_NOW = 'not-now';

/** `nov`, what it would take and cost; a button that goes on to the confirmation. */
export function planMessage(workshop: Workshop, plan: DeployPlan): Message {
  const lines = planLines(workshop, plan);
  return {
    text: lines.join(' '),
    blocks: [
      section(lines.join('\n')),
      context(quotaLine(workshop, plan)),
      ...(workshop.state === 'new' || workshop.state === 'deployed'
        ? [actions('plan', [button(DEPLOY_ASK, 'Deploy…', { value: workshop.id })])]
        : []),
    ],
  };
}

/** The last question before money is spent: names the price. */
export function confirmDeploy(workshop: Workshop, plan: DeployPlan, ready: number): Message {
  const { name, seats } = workshop.spec;
  const question =
    ready > 0
      ? `*Deploy the rest of ${name}?* ${ready} of ${count(seats, 'seat')} are ready and stay as they are.`
      : `*Deploy ${name}?* ${sizeOf(workshop)}`;
  const lines = [question, ...planDetails(workshop, plan)];
  return {
    text: lines.join('. '),
    blocks: [
      section(lines.join('\n')),
      context(quotaLine(workshop, plan)),
      actions('deploy', [
        button(DEPLOY_GO, `Deploy for ${money(plan.price.hourly)} an hour`, { value: workshop.id, primary: true }),
        button(NOT_NOW, 'Not now', { value: workshop.id }),
      ]),
    ],
  };
}

const planLines = (workshop: Workshop, plan: DeployPlan): string[] => [
  `*Plan for ${workshop.spec.name}*: ${sizeOf(workshop)}`,
  ...planDetails(workshop, plan),
];

const sizeOf = ({ spec }: Workshop): string =>
  `${count(spec.seats, 'seat')} with ${listed(spec.apps.map((app) => app.title))} in ${spec.region}`;

function planDetails(workshop: Workshop, plan: DeployPlan): string[] {
  const { spec } = workshop;
  const database = plan.stacks.includes('database') ? ', database' : '';
  return [
    `${count(plan.stacks.length, 'stack')}: network${database} and ${count(plan.batches, 'batch', 'batches')} of up to ${count(spec.batchSize, 'seat')}`,
    `${count(plan.instances, `${spec.instanceType} instance`)}, ${count(plan.services, 'service')}, ${count(plan.loadBalancers, 'load balancer')}${database === '' ? '' : ', 1 Postgres server'}`,
    `Price: ${priceOf(workshop, plan)}, ${plan.price.source === 'live' ? 'at today’s prices' : 'by list prices'}`,
  ];
}

function priceOf(workshop: Workshop, plan: DeployPlan): string {
  const hourly = `${money(plan.price.hourly)} an hour`;
  if (plan.untilEnd === undefined || workshop.endsAt === undefined)
    return `${hourly} until it is destroyed (no end set)`;
  return `${hourly}, about ${money(plan.untilEnd)} until ${dayAndTime(workshop.endsAt)}`;
}

const quotaLine = (workshop: Workshop, plan: DeployPlan): string =>
  `Needs ${count(plan.vcpus, 'vCPU')} of the quota L-1216C47A (running on-demand standard instances) in ${workshop.spec.region}. If the account has fewer, ask under Service Quotas in the AWS console some days ahead.`;
