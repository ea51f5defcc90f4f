import { needsOf } from '../../workshop/needs';
import type { Checkup, CheckResult } from '../../workshop/ports/checkup';
import type { Workshop } from '../../workshop/workshop';
import { clientsByRegion } from '../aws/clients';
import { answerOf, startAsking } from '../aws/preflight/asking';
import { linkOf, vcpuQuota } from '../aws/preflight/catalogue';
import { readLimits } from '../aws/preflight/limits';
import type { AwsOptions } from './index';

/** What a seat is unless a workshop says otherwise. */
const USUAL_TYPE = 't3.xlarge';
const VCPUS_A_SEAT = 4;
const BUDGET_MS = 8_000;
/** Below so many seats the quota is told as one to raise before a workshop. */
const FEW_SEATS = 20;

/** The quota that stops most first workshops: vCPUs of standard instances, in seats, against what the living workshops need. */
export const quotaCheckup = (
  { env, region }: AwsOptions,
  living: () => Promise<readonly Pick<Workshop, 'spec'>[]>,
): Checkup => ({
  group: 'AWS',
  title: 'Quota',
  async run() {
    const quota = vcpuQuota(USUAL_TYPE);
    const asking = startAsking(clientsByRegion({ env })(region), BUDGET_MS);
    const answer = await answerOf(asking, readLimits(asking)(quota));
    if ('why' in answer) {
      return {
        state: 'unknown',
        says: answer.why,
        mend: '`/workshop plan` compares every quota with what a workshop needs.',
      };
    }
    const specs = (await living()).map(({ spec }) => spec);
    const counted = specs.filter((spec) => spec.region === region && vcpuQuota(spec.instanceType).code === quota.code);
    const needed = counted.reduce((sum, spec) => sum + needsOf(spec).vcpus, 0);
    return judge(answer.value, needed, `${quota.code} in ${region}`, linkOf(quota, region));
  },
});

function judge(limit: number, needed: number, quota: string, link: string): CheckResult {
  const seats = Math.floor(limit / VCPUS_A_SEAT);
  const says = `${limit} vCPUs (${quota}), which last for ${seats === 1 ? 'one seat' : `${seats} seats`} on ${USUAL_TYPE}.`;
  if (needed > limit) {
    return {
      state: 'ill',
      says: `${says} The living workshops need ${needed}.`,
      mend: 'Ask AWS for more today: it can take days.',
      link,
    };
  }
  if (seats >= FEW_SEATS) return { state: 'well', says };
  return { state: 'well', says, mend: `Ask AWS for more days before a workshop, ${VCPUS_A_SEAT} for each seat.` };
}
