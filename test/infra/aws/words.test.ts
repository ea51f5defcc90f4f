import { describe, expect, it } from '@jest/globals';
import { wordEvents, wordPlacement, wordStop, wordTarget, wordUnhealthy } from '../../../infra/aws/words';

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
      { stoppedReason: 'CannotPullContainerError: failed to resolve ref quay.io/jupyter/nothing:1: not found' },
      'its image could not be pulled: the registry has none of this name',
    ],
    [
      { stoppedReason: 'CannotPullContainerError: pull access denied for jupyter/private, repository does not exist' },
      'its image could not be pulled: the registry has none of this name',
    ],
    [
      { stoppedReason: 'CannotPullContainerError: Error response from daemon: unauthorized: access to the resource' },
      'its image could not be pulled: the registry does not give it out',
    ],
    [
      { stoppedReason: 'CannotPullContainerError: dial tcp 52.0.0.1:443: i/o timeout' },
      'its image could not be pulled: its instance does not reach the registry',
    ],
    [
      { stoppedReason: 'CannotPullContainerError: write /var/lib/docker/tmp/x: no space left on device' },
      'its image could not be pulled: the disk of its instance is full',
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

describe('the events of a service', () => {
  const placed = { message: '(service x) has started 1 tasks: (task 1).' };
  const refused = {
    message:
      '(service x) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 1a) encountered error "AGENT".',
  };
  const other = { message: '(service x) has stopped 1 running tasks: (task 0).' };

  it('tell of a place that was refused, also where something else was said since', () => {
    expect(wordEvents([other, refused, placed])).toBe('the ECS agent on its instance is not connected');
  });

  it('tell nothing of it once a place was found', () => {
    expect(wordEvents([other, placed, refused])).toBeUndefined();
    expect(wordEvents([])).toBeUndefined();
  });
});

describe('the reason why the load balancer found an app unhealthy', () => {
  const event = (reason: string) => ({
    message: `(service x) (port 8888) is unhealthy in (target-group arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/x/1) due to (reason ${reason}).`,
  });
  it.each([
    [[event('Health checks failed with these codes: [503]')], 'it answered its health check with 503'],
    [[event('Request timed out')], 'it did not answer its health check in time'],
    [[event('Health checks failed')], undefined],
    [[{ message: '(service x) has reached a steady state.' }], undefined],
  ])('%j reads as %j', (events, words) => {
    expect(wordUnhealthy(events)).toBe(words);
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
