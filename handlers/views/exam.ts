import type { ContextBlock, SectionBlock } from '@slack/types';
import type { SeatExam } from '../../workshop/usher/watching';
import { context, section } from './blocks';
import { clockTime, escape } from './words';

const sign = (well: boolean): string => (well ? '✅' : '❌');

/** Everything a seat stands on, in the order in which one needs the other; the first ❌ is where to look. */
export function examBlocks({ host, agentConnected, apps }: SeatExam): (SectionBlock | ContextBlock)[] {
  const ground = `${sign(host === 'running')} instance ${HOST[host]}  ${sign(agentConnected)} ECS agent ${agentConnected ? 'connected' : 'not connected'}`;
  const parts = [ground, ...apps.map((app) => [`*${app.title}*`, ...linesOf(app)].join('\n'))];
  if (!parts.some((part) => part.includes(sign(false)))) return parts.map(section);
  return [
    ...parts.map(section),
    context(
      'In the order in which one needs the other: the first ❌ is where to look. `logs` shows what an app wrote.',
    ),
  ];
}

const HOST: Readonly<Record<SeatExam['host'], string>> = {
  none: 'not there',
  pending: 'booting',
  running: 'running',
  impaired: 'impaired: it does not answer AWS’s checks',
  stopped: 'stopped',
};

function linesOf({ service, task, containers, target, url, answers }: SeatExam['apps'][number]): string[] {
  const since = task?.since === undefined ? '' : ` since ${clockTime(task.since)}`;
  const checked = task === undefined || task.health === 'unknown' ? '' : `, ${task.health}`;
  const why = target?.why === undefined ? '' : `: ${escape(target.why)}`;
  return [
    ...(service === undefined ? [`${sign(false)} its service does not exist`] : []),
    task === undefined
      ? `${sign(false)} no task runs`
      : `${sign(task.status === 'running' && task.health !== 'unhealthy')} task ${task.status}${since}${checked}`,
    ...(containers.length === 0
      ? []
      : [`${sign(containers.every(isWell))} containers: ${containers.map(containerInWords).join(', ')}`]),
    target === undefined
      ? `${sign(false)} the load balancer has no target for it`
      : `${sign(target.state === 'healthy')} target ${target.state}${why}`,
    url === undefined
      ? `${sign(false)} it has no address yet`
      : `${sign(answers)} ${answers ? 'answers' : 'does not answer'} at ${url}`,
  ];
}

type Container = SeatExam['apps'][number]['containers'][number];

/** One that prepares the others is well once it has ended well. */
const isWell = ({ status, exitCode }: Container): boolean => status === 'running' || exitCode === 0;

const containerInWords = ({ name, status, exitCode }: Container): string =>
  `\`${name}\` ${exitCode === undefined ? status : exitCode === 0 ? 'done' : `ended with ${exitCode}`}`;
