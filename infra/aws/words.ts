import type { Task } from '@aws-sdk/client-ecs';
import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';

/** AWS's reasons in words for people: ends of a sentence, in lower case and without a full stop. */

const STOPS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/OutOfMemory/i, 'it ran out of memory'],
  [/toomanyrequests|pull rate limit/i, 'its image could not be pulled: the registry limits how often'],
  [/CannotPull/i, 'its image could not be pulled'],
  [/ResourceInitializationError.*(secret|asm)/is, 'its secrets could not be read'],
  [/ResourceInitializationError/i, 'what it needs could not be prepared'],
  [/failed ELB health checks/i, 'the load balancer found it unhealthy'],
  [/failed container health checks/i, 'it failed its own health check'],
  [/Host EC2 .* (terminated|stopped)/i, 'its instance was stopped'],
  [/Restarted by Usher|UserInitiated|Task stopped by user/i, 'it was restarted'],
  [/ServiceSchedulerInitiated|Scaling activity/i, 'its service stopped it'],
];

/** Why a task stopped. */
export function wordStop(task: Task): string {
  const containers = task.containers ?? [];
  const said = [task.stoppedReason, task.stopCode, ...containers.map((each) => each.reason)].filter(Boolean).join('\n');
  const known = STOPS.find(([pattern]) => pattern.test(said));
  if (known) return known[1];
  const failed = containers.find((each) => each.exitCode !== undefined && each.exitCode !== 0);
  if (failed) {
    // It picks the words of the seat that its host names, see infra/stacks/constructs/seat-values.ts.
    if (failed.name?.endsWith('-seat')) return 'its instance does not say that it has this seat';
    const reason = failed.exitCode === 137 ? ' (killed, mostly for want of memory)' : '';
    return `its container \`${failed.name}\` ended with exit code ${failed.exitCode}${reason}`;
  }
  return fragment(task.stoppedReason ?? 'it stopped');
}

const PLACEMENTS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/insufficient memory/i, 'its instance has too little memory left'],
  [/insufficient CPU/i, 'its instance has too little CPU left'],
  [/encountered error "?'?AGENT/i, 'the ECS agent on its instance is not connected'],
  [/encountered error "?'?RESOURCE:ENI/i, 'its instance has no network interface left'],
  [
    /missing an attribute|No container instances|no container instance met|placement constraint/i,
    'its instance has not joined the cluster',
  ],
];

/** Why ECS cannot place a task, from the service's newest event; undefined where that tells of something else. */
export function wordPlacement(event: string): string | undefined {
  if (!/unable to place a task/i.test(event)) return undefined;
  return PLACEMENTS.find(([pattern]) => pattern.test(event))?.[1] ?? 'ECS finds no instance for it';
}

/** What the load balancer says of a target; undefined when it is healthy. */
export function wordTarget({ State, Reason, Description }: TargetHealth): string | undefined {
  if (State === 'healthy') return undefined;
  const codes = /codes?:? \[?(\d{3}(?:[, ]+\d{3})*)\]?/.exec(Description ?? '')?.[1];
  switch (Reason) {
    case 'Target.Timeout':
      return 'it does not answer its health check in time';
    case 'Target.ResponseCodeMismatch':
      return codes === undefined
        ? 'it answers its health check with an error'
        : `it answers its health check with ${codes}`;
    case 'Target.FailedHealthChecks':
      return 'it does not answer its health check';
    case 'Elb.RegistrationInProgress':
    case 'Elb.InitialHealthChecking':
      return 'the load balancer is still checking it';
    case 'Target.DeregistrationInProgress':
      return 'the load balancer is letting go of it';
    default:
      return fragment(Description ?? `the load balancer calls it ${State ?? 'unknown'}`);
  }
}

/** AWS's own sentence as the end of one of ours. */
const fragment = (sentence: string): string => {
  const trimmed = sentence.trim().replace(/[.\s]+$/, '');
  return trimmed.slice(0, 1).toLowerCase() + trimmed.slice(1, 300);
};
