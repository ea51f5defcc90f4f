import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchCredentials } from '../../../infra/terraform/watch-credentials';
import { startStandIn, type Reply, type StandIn } from '../../infra/aws/stand-in';

const EXPIRED: Reply = { error: 'ExpiredToken', message: 'The security token included in the request is expired' };
const WHO = '<r><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></r>';

describe('the watch over the credentials of a Terraform at work', () => {
  let answers: Reply[];
  let aws: StandIn;
  let naps: (() => void)[];

  beforeEach(async () => {
    answers = [];
    naps = [];
    aws = await startStandIn({ GetCallerIdentity: () => answers.shift() ?? WHO });
  });
  afterEach(() => aws.stop());

  const begin = () =>
    watchCredentials(
      { AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any' },
      'eu-west-1',
      {
        now: () => new Date(),
        sleep: (_, signal) =>
          new Promise((resolve) => {
            naps.push(resolve);
            signal?.addEventListener('abort', () => resolve());
          }),
      },
    );
  /** Ends the nap of this number, once it has begun. */
  const wake = async (number: number): Promise<void> => {
    while (naps.length < number) await new Promise((resolve) => setTimeout(resolve, 5));
    naps[number - 1]?.();
  };

  it('believes the second refusal in a row, and tells it', async () => {
    answers = [EXPIRED, WHO, EXPIRED, EXPIRED];
    const { refused } = begin();
    for (const number of [1, 2, 3]) await wake(number);
    while (naps.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(refused.aborted).toBe(false);
    const told = new Promise((resolve) => refused.addEventListener('abort', resolve));
    await wake(4);
    await told;
    expect(refused.reason).toMatchObject({ name: 'ExpiredToken' });
  });

  it('takes nothing else for a refusal, and ends when it is told to', async () => {
    answers = [
      { error: 'AccessDenied', status: 403 },
      { error: 'AccessDenied', status: 403 },
    ];
    const watch = begin();
    for (const number of [1, 2]) await wake(number);
    while (naps.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    watch.end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(watch.refused.aborted).toBe(false);
    expect(aws.calls).toHaveLength(2);
  });
});
