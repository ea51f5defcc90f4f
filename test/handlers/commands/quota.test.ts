/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageMessage } from '../../../local/slack/protocol';
import { planMessage } from '../../../handlers/views/plan';
import { checkBlocks } from '../../../local/slack/blocks/check';
import type { PreflightLine } from '../../../workshop/ports/preflight';
import { ProblemError } from '../../../workshop/problems';
import { buttonOf, startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';
import { sampleWorkshop } from '../views/sample';

const link = 'https://console.aws.amazon.com/servicequotas/home/services/ec2/quotas/L-1216C47A?region=us-east-1';
const short = (code = 'L-1216C47A', value = 48): PreflightLine => ({
  what: 'vCPUs of standard instances',
  verdict: 'short',
  sentence: '48 needed, 5 of 5 left.',
  quota: { service: 'ec2', code, needed: 48, available: 5, limit: 5, ask: { value, link } },
});

it('fits into Slack’s blocks when all quotas are short', () => {
  const checks = Array.from({ length: 16 }, (_, i) => ({ ...short(`L-0000000${i}`), what: 'x'.repeat(200) }));
  const plan = {
    stacks: ['network'],
    batches: 1,
    loadBalancers: 1,
    instances: 1,
    services: 1,
    price: { hourly: 1, resting: 0.2, source: 'list' as const, parts: [] },
    untilEnd: undefined,
    checks,
  };
  expect(checkBlocks(planMessage(sampleWorkshop(2, { state: 'new' }), plan).blocks, 'message')).toEqual([]);
});

describe('asking AWS for a quota from the plan', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
    bench.world.cloud.checks = [short()];
    await bench.say('ada', 'crew', '/workshop new nov 12');
    await bench.sees('ada', 'is made');
  });
  afterEach(() => bench.stop());

  /** The same plan once more: a second click on one button would count as the first. */
  const another = async (plan: PageMessage): Promise<PageMessage> => {
    await bench.say('ada', 'crew', '/workshop plan');
    return bench
      .person('ada')
      .waitFor(
        (message) => Number(message.ts) > Number(plan.ts) && wordsOf(message).includes('cannot be deployed yet'),
        'another plan',
      );
  };

  const ask = async () => {
    await bench.say('ada', 'crew', '/workshop plan');
    const plan = await bench.sees('ada', 'cannot be deployed yet');
    expect(wordsOf(plan)).toContain(link);
    const second = await another(plan);
    await bench.click('ada', plan, 'Ask AWS for 48 vCPUs of standard instances');
    return second;
  };

  it('asks once for as much as is needed now, and tells the asker by a new message when it is granted', async () => {
    const second = await ask();
    await bench.sees('ada', 'Asked AWS for 48');
    expect(bench.world.cloud.quotasAsked).toMatchObject([
      { region: 'us-east-1', service: 'ec2', code: 'L-1216C47A', value: 48 },
    ]);
    await bench.click('ada', second, 'Ask AWS for 48');
    await bench.sees('ada', 'already, and AWS has not answered yet');
    await bench.say('ada', 'crew', '/workshop deploy');
    const waiting = await bench.sees('ada', `⏳ <@${bench.person('ada').id}> asked AWS for 48`);
    expect(() => buttonOf(waiting, 'Ask AWS')).toThrow('no button');
    bench.world.cloud.quotaAnswers.set('request-1', 'granted');
    const granted = await bench.sees('ada', 'AWS granted 48');
    expect(granted).toMatchObject({ ephemeral: false });
    expect(wordsOf(granted)).toContain(`<@${bench.person('ada').id}>`);
    await bench.world.until('quota-answered');
    const told = bench.world.events.filter(({ type }) => type === 'quota-asked' || type === 'quota-answered');
    expect(told).toMatchObject([{ actor: bench.person('ada').id, value: 48 }, { state: 'granted' }]);
  });

  it('says where to look when it is refused', async () => {
    await ask();
    await bench.sees('ada', 'Asked AWS for 48');
    bench.world.cloud.quotaAnswers.set('request-1', 'refused');
    expect(wordsOf(await bench.sees('ada', 'AWS did not grant 48'))).toContain(link);
  });

  it('asks for nothing when there is enough by now, and says which permission is missing', async () => {
    await bench.say('ada', 'crew', '/workshop plan');
    const plan = await bench.sees('ada', 'cannot be deployed yet');
    const second = await another(plan);
    bench.world.cloud.outage = new ProblemError({
      kind: 'permission',
      summary: 'AWS does not let Usher do `servicequotas:RequestServiceQuotaIncrease`.',
      next: 'Add it.',
    });
    await bench.click('ada', plan, 'Ask AWS for 48');
    await bench.sees('ada', 'does not let Usher do `servicequotas:RequestServiceQuotaIncrease`');
    bench.world.cloud.outage = undefined;
    bench.world.cloud.checks = [{ ...short(), verdict: 'ok' }];
    await bench.click('ada', second, 'Ask AWS for 48');
    await bench.sees('ada', 'large enough by now');
    expect(bench.world.cloud.quotasAsked).toEqual([]);
  });
});
