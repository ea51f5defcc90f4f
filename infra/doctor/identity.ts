import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Checkup, CheckResult } from '../../workshop/ports/checkup';
import { problemOfCall } from '../aws/problems';
import { addressOf, impatient } from './client-options';
import type { AwsOptions } from './index';

/** AWS and Slack refuse what was signed by a clock further off. */
const MOST_SKEW_MS = 4 * 60_000;

/** Who the credentials belong to, or why AWS does not take them; and whether the clock fits, without which it takes none. */
export const identityCheckup = ({ env, region }: AwsOptions): Checkup => ({
  group: 'AWS',
  title: 'Credentials',
  async run(signal) {
    const sts = new STSClient(impatient(env, region));
    try {
      const { Arn } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal });
      return clockTrouble(sts) ?? { state: 'well', says: `\`${Arn}\` in ${region}${atEndpoint(env)}.` };
    } catch (error) {
      const problem = problemOfCall(error, {
        action: 'sts:GetCallerIdentity',
        endpoint: addressOf(env, 'sts', region),
      });
      const clock = clockTrouble(sts);
      if (clock) return clock;
      throw problem;
    } finally {
      sts.destroy();
    }
  },
});

const atEndpoint = (env: NodeJS.ProcessEnv): string =>
  env['AWS_ENDPOINT_URL'] ? `, at ${env['AWS_ENDPOINT_URL']} (AWS_ENDPOINT_URL)` : '';

/** The SDK notes how far AWS's clock is from this machine's, once that matters. */
function clockTrouble({ config }: STSClient): CheckResult | undefined {
  const ahead = config.systemClockOffset;
  if (Math.abs(ahead) < MOST_SKEW_MS) return undefined;
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  return {
    state: 'ill',
    says: `This machine’s clock is ${minutes} minutes ${ahead > 0 ? 'slow' : 'fast'}: AWS and Slack refuse what it signs.`,
    mend: 'Set the clock, best by NTP (`timedatectl set-ntp true`).',
  };
}
