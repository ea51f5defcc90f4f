import { describe, expect, it } from '@jest/globals';
import { terraformEnvironment } from '../../../infra/terraform/environment';
import { parallelismOf, resourcesAtOnce } from '../../../infra/terraform/parallelism';
import { backoff } from '../../../infra/terraform/retry';

describe('the environment of Terraform', () => {
  const env = terraformEnvironment(
    {
      PATH: '/bin',
      AWS_PROFILE: 'ada',
      https_proxy: 'http://proxy',
      SLACK_BOT_TOKEN: 'xoxb-1',
      USHER_SECRET: 'deep',
      DATABASE_URL: 'postgres://ada:pw@db',
      TF_LOG: 'trace',
      TF_CLI_ARGS: '-lock=false',
      TF_VAR_word: 'stale',
    },
    '/data/init.tfrc',
    { word: 'heron' },
  );

  it('holds what reaches AWS and the values of variables', () => {
    expect(env).toMatchObject({
      PATH: '/bin',
      AWS_PROFILE: 'ada',
      https_proxy: 'http://proxy',
      TF_VAR_word: 'heron',
      TF_CLI_CONFIG_FILE: '/data/init.tfrc',
    });
  });

  it('lets Go collect less often, or as often as whoever runs Usher says', () => {
    expect(env).toMatchObject({ GOGC: '400', GOMEMLIMIT: '400MiB' });
    expect(terraformEnvironment({ GOGC: '50' }, '', {})).toMatchObject({ GOGC: '50', GOMEMLIMIT: '400MiB' });
  });

  it('holds none of Usher’s own secrets and nothing that bends Terraform', () => {
    expect(JSON.stringify(env)).not.toMatch(/xoxb|deep|postgres|trace|stale|-lock/);
  });
});

describe('applies at once', () => {
  const GiB = 1024 ** 3;
  it.each([
    [2, 24 * GiB, 2],
    [8, 4 * GiB, 4],
    [8, 32 * GiB, 8],
    [1, 0.5 * GiB, 1],
  ])('%i cores with %i bytes carry %i', (cores, memory, expected) => {
    expect(parallelismOf(cores, memory)).toBe(expected);
  });

  it.each([
    ['batch-001', 1, 10],
    ['batch-001', 4, 10],
    ['batch-001', 8, 5],
    ['batch-001', 64, 3],
    ['network', 8, 64],
  ])('make so many resources at once: of %s, with %i applies, %i', (stack, applies, expected) => {
    expect(resourcesAtOnce(stack, applies)).toBe(expected);
  });
});

describe('the wait before a retry', () => {
  it('doubles from five seconds to two minutes, spread over its upper half', () => {
    expect([0, 1, 2, 9].map((n) => backoff(n, () => 1))).toEqual([5_000, 10_000, 20_000, 120_000]);
    expect([0, 9].map((n) => backoff(n, () => 0))).toEqual([2_500, 60_000]);
  });
});
