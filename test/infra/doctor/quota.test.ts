import { afterEach, describe, expect, it } from '@jest/globals';
import { quotaCheckup } from '../../../infra/doctor/quota';
import { examine } from '../../../workshop/use-cases/doctor';
import { workshopOf } from '../aws/fixture';
import { startStandIn, type Reply, type StandIn } from '../aws/stand-in';

describe('what the doctor says of the quota', () => {
  let aws: StandIn | undefined;
  afterEach(() => aws?.stop());

  async function look(answer: Reply, ...seats: number[]) {
    aws = await startStandIn({ ListServiceQuotas: () => answer });
    const env = { AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const living = () => Promise.resolve(seats.map((each) => workshopOf(each)));
    return (
      await examine([quotaCheckup({ env, region: 'eu-west-1' }, living)], { log: (line) => expect(line).toBe('') })
    )[0];
  }
  const limit = (Value: number) => ({ Quotas: [{ QuotaCode: 'L-1216C47A', Value }] });

  it('counts it in seats, and says to ask early where they are few', async () => {
    expect(await look(limit(5))).toMatchObject({
      state: 'well',
      says: '5 vCPUs (L-1216C47A in eu-west-1), which last for one seat on t3.xlarge.',
      mend: expect.stringContaining('days before'),
    });
  });

  it('is content where it lasts for the living workshops, together', async () => {
    const seen = await look(limit(320), 40, 40);
    expect(seen).toMatchObject({ state: 'well', says: expect.stringContaining('80 seats') });
    expect(seen?.mend).toBeUndefined();
  });

  it('is not where they need more', async () => {
    expect(await look(limit(320), 40, 41)).toMatchObject({
      state: 'ill',
      says: expect.stringContaining('The living workshops need 324.'),
      link: expect.stringMatching(/servicequotas.*L-1216C47A.*eu-west-1/),
    });
  });

  it('cannot tell where AWS does not say', async () => {
    expect(await look({ error: 'AccessDeniedException' })).toMatchObject({
      state: 'unknown',
      says: expect.stringContaining('servicequotas:ListServiceQuotas'),
    });
  });
});
