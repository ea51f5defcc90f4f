import { describe, expect, it } from '@jest/globals';
import { wordPlacement, wordStop, wordTarget } from '../../../infra/aws/words';

describe('the reason of a stop', () => {
  it.each([
    [
      {
        stoppedReason: 'Essential container in task exited',
        containers: [{ reason: 'OutOfMemoryError: Container killed due to memory usage', exitCode: 137 }],
      },
      'it ran out of memory',
    ],
    [
      { stoppedReason: 'CannotPullContainerError: pull image manifest has been retried 5 time(s)' },
      'its image could not be pulled',
    ],
    [
      { stoppedReason: 'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit' },
      'its image could not be pulled: the registry limits how often',
    ],
    [
      { stoppedReason: 'ResourceInitializationError: unable to pull secrets or registry auth: unable to get secrets' },
      'its secrets could not be read',
    ],
    [
      { stoppedReason: 'Task failed ELB health checks in (target-group arn:aws:x)' },
      'the load balancer found it unhealthy',
    ],
    [{ stoppedReason: 'Task failed container health checks' }, 'it failed its own health check'],
    [{ stoppedReason: 'Host EC2 (instance i-0abc) terminated.' }, 'its instance was stopped'],
    [{ stoppedReason: 'Restarted by Usher' }, 'it was restarted'],
    [
      {
        stoppedReason: 'Essential container in task exited',
        containers: [
          { name: 'init', exitCode: 0 },
          { name: 'jupyter', exitCode: 3 },
        ],
      },
      'its container `jupyter` ended with exit code 3',
    ],
    [
      {
        stoppedReason: 'Task failed to start',
        containers: [{ name: 'jupyter-seat', exitCode: 1 }, { name: 'jupyter' }],
      },
      'its instance does not say that it has this seat',
    ],
    [{ stoppedReason: 'Something new happened.' }, 'something new happened'],
    [{}, 'it stopped'],
  ])('%j reads as %j', (task, words) => {
    expect(wordStop(task)).toBe(words);
  });
});

describe('the reason why nothing starts', () => {
  const unable =
    '(service nov-jupyter-007) was unable to place a task because no container instance met all of its requirements. ';
  it.each([
    [
      `${unable}The closest matching (container-instance 1a) has insufficient memory available.`,
      'its instance has too little memory left',
    ],
    [
      `${unable}The closest matching (container-instance 1a) encountered error 'AGENT'.`,
      'the ECS agent on its instance is not connected',
    ],
    [
      `${unable}The closest matching (container-instance 1a) is missing an attribute required by your task.`,
      'its instance has not joined the cluster',
    ],
    ['(service x) was unable to place a task. Reason: something new.', 'ECS finds no instance for it'],
    ['(service x) has reached a steady state.', undefined],
    ['', undefined],
  ])('%j reads as %j', (event, words) => {
    expect(wordPlacement(event)).toBe(words);
  });
});

describe('the word of the load balancer', () => {
  it.each([
    [{ State: 'healthy' as const }, undefined],
    [
      { State: 'unhealthy' as const, Reason: 'Target.Timeout' as const, Description: 'Request timed out' },
      'it does not answer its health check in time',
    ],
    [
      {
        State: 'unhealthy' as const,
        Reason: 'Target.ResponseCodeMismatch' as const,
        Description: 'Health checks failed with these codes: [502]',
      },
      'it answers its health check with 502',
    ],
    [
      { State: 'unhealthy' as const, Reason: 'Target.ResponseCodeMismatch' as const },
      'it answers its health check with an error',
    ],
    [
      { State: 'initial' as const, Reason: 'Elb.InitialHealthChecking' as const },
      'the load balancer is still checking it',
    ],
    [
      {
        State: 'unused' as const,
        Reason: 'Target.NotInUse' as const,
        Description: 'Target group is not configured to receive traffic.',
      },
      'target group is not configured to receive traffic',
    ],
  ])('%j reads as %j', (health, words) => {
    expect(wordTarget(health)).toBe(words);
  });
});
