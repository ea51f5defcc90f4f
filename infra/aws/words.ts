import type { Task } from '@aws-sdk/client-ecs';
import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';

/** AWS's reasons in words for people: ends of a sentence, in lower case and without a full stop. */

/** To which events may add why. */
export const FOUND_UNHEALTHY = 'the load balancer found it unhealthy';

const STOPS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/OutOfMemory/i, 'it ran out of memory'],
  [/toomanyrequests|pull rate limit/i, 'its image could not be pulled: the registry limits how often'],
  [/CannotPull.*no space left/is, 'its image could not be pulled: the disk of its instance is full'],
  [
    /CannotPull.*(not found|manifest unknown|does not exist)/is,
    'its image could not be pulled: the registry has none of this name',
  ],
  [/CannotPull.*(denied|unauthorized|forbidden)/is, 'its image could not be pulled: the registry does not give it out'],
  [/CannotPull.*no matching manifest/is, 'its image could not be pulled: there is none for this processor'],
  [
    /CannotPull.*(timeout|timed out|no such host|dial tcp|connection)/is,
    'its image could not be pulled: its instance does not reach the registry',
  ],
  [/CannotPull/i, 'its image could not be pulled'],
  [/CannotCreateContainer.*no space left/is, 'the disk of its instance is full'],
  [/ResourceInitializationError.*(secret|asm)/is, 'its secrets could not be read'],
  [/ResourceInitializationError/i, 'what it needs could not be prepared'],
  [/failed ELB health checks/i, FOUND_UNHEALTHY],
  [/failed container health checks/i, 'it failed its own health check'],
  [/Host EC2 .* (terminated|stopped)/i, 'its instance was stopped'],
  [/Restarted by Usher|UserInitiated|Task stopped by user/i, 'it was restarted'],
  [/ServiceSchedulerInitiated|Scaling activity/i, 'its service stopped it'],
];

/** Older events tell of other troubles. */
const MOST_EVENTS = 10;

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

/** Why ECS cannot place a task, from an event of its service; undefined where that tells of something else. */
export function wordPlacement(event: string): string | undefined {
  if (!/unable to place a task/i.test(event)) return undefined;
  return PLACEMENTS.find(([pattern]) => pattern.test(event))?.[1] ?? 'ECS finds no instance for it';
}

/** Why nothing runs, from a service's events, newest first; undefined where ECS has found a place since it last found none. */
export function wordEvents(events: readonly { readonly message?: string | undefined }[]): string | undefined {
  for (const { message = '' } of events.slice(0, MOST_EVENTS)) {
    if (/has started \d+ tasks/i.test(message)) return undefined;
    const words = wordPlacement(message);
    if (words !== undefined) return words;
  }
  return undefined;
}

/** Why the load balancer found it unhealthy last, from a service's events, newest first; undefined where none says. */
export function wordUnhealthy(events: readonly { readonly message?: string | undefined }[]): string | undefined {
  const reason = events
    .slice(0, MOST_EVENTS)
    .map(({ message = '' }) => /is unhealthy in .* due to \(reason (.*)\)/.exec(message)?.[1])
    .find(Boolean);
  const codes = codesIn(reason);
  if (codes !== undefined) return `it answered its health check with ${codes}`;
  return /timed out/i.test(reason ?? '') ? 'it did not answer its health check in time' : undefined;
}

/** `503` out of "Health checks failed with these codes: [503]". */
const codesIn = (words: string | undefined): string | undefined =>
  /codes?:? \[?(\d{3}(?:[, ]+\d{3})*)\]?/.exec(words ?? '')?.[1];

/** What the load balancer says of a target; undefined when it is healthy. */
export function wordTarget({ State, Reason, Description }: TargetHealth): string | undefined {
  if (State === 'healthy') return undefined;
  const codes = codesIn(Description);
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
