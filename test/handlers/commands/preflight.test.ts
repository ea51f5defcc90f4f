/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PreflightLine } from '../../../workshop/ports/preflight';
import { buttonOf, startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

const link = 'https://console.aws.amazon.com/servicequotas/home/services/ec2/quotas/L-1216C47A?region=us-east-1';
const short: PreflightLine = {
  what: 'vCPUs of standard instances',
  verdict: 'short',
  sentence: '48 needed, 5 of 5 left.',
  quota: { service: 'ec2', code: 'L-1216C47A', needed: 48, available: 5, limit: 5, ask: { value: 48, link } },
};
const fine: PreflightLine = { what: 'VPCs', verdict: 'ok', sentence: '1 needed, 4 of 5 left.' };
const dark: PreflightLine = { what: 'IAM roles', verdict: 'unknown', sentence: 'AWS does not let Usher do `x`.' };

describe('a quota that is too small', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
    await bench.say('ada', 'crew', '/workshop new nov 12');
    await bench.sees('ada', 'is made');
  });
  afterEach(() => bench.stop());

  const started = () => bench.world.events.filter((event) => event.type === 'operation-started');

  it('comes first in plan and confirmation, with its code, what to ask for and where, and no button deploys', async () => {
    bench.world.cloud.checks = [fine, short, dark];
    await bench.say('ada', 'crew', '/workshop plan');
    const plan = await bench.sees('ada', 'Plan for nov');
    const words = wordsOf(plan);
    expect(words).toContain('*vCPUs of standard instances* (L-1216C47A): 48 needed, 5 of 5 left.');
    expect(words).toContain(`<${link}|Ask for at least 48>`);
    expect(words.indexOf('L-1216C47A')).toBeLessThan(words.indexOf('Plan for nov'));
    expect(words).toContain('Could not be checked: IAM roles (AWS does not let Usher do `x`)');
    expect(() => buttonOf(plan, 'Deploy')).toThrow('no button');

    await bench.say('ada', 'crew', '/workshop deploy');
    const question = await bench.sees('ada', 'Not now');
    expect(wordsOf(question)).toContain('*nov cannot be deployed yet:*');
    expect(() => buttonOf(question, 'Deploy for')).toThrow('no button');
    expect(started()).toEqual([]);
  });

  it('is found again when an old button is pressed, and nothing starts', async () => {
    await bench.say('ada', 'crew', '/workshop deploy');
    const question = await bench.sees('ada', 'Deploy nov?');
    bench.world.cloud.checks = [short];
    await bench.click('ada', question, 'Deploy for');
    const answer = await bench.sees('ada', 'nov cannot be deployed yet.* Nothing was created');
    expect(wordsOf(answer)).toContain('L-1216C47A');
    expect(started()).toEqual([]);
    expect(bench.world.cloud.applied).toEqual([]);
  });

  it('stops nothing any more once it was raised', async () => {
    bench.world.cloud.checks = [short];
    await bench.say('ada', 'crew', '/workshop deploy');
    const question = await bench.sees('ada', 'cannot be deployed yet');
    bench.world.cloud.checks = [fine];
    await bench.click('ada', question, 'Check again');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), 'Deploy for');
    await bench.world.until('operation-ended', (event) => event.state === 'succeeded');
  });

  it('does not keep what stands from being mended, and says what will not be', async () => {
    bench.world.cloud.failing.set('batch-002', { kind: 'quota', summary: 'Used up.', next: 'Ask for more.' });
    await bench.say('ada', 'crew', '/workshop deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), 'Deploy for');
    await bench.world.until('operation-ended');
    bench.world.cloud.checks = [short];
    await bench.say('ada', 'crew', '/workshop deploy');
    const question = await bench.sees('ada', 'Deploy the rest of nov?');
    expect(wordsOf(question)).toContain('Not all of nov can be deployed');
    await bench.click('ada', question, 'Deploy for');
    await bench.sees('ada', /Deploying \*nov\*\. One message in/);
  });
});

describe('a question to AWS that takes long', () => {
  it('is announced within seconds and answered when AWS has answered', async () => {
    const bench = await startBench(await openTestStore(), {
      wrap: (usher) => ({
        ...usher,
        plan: async (workshop) => {
          await new Promise((resolve) => setTimeout(resolve, 100));
          return usher.plan(workshop);
        },
      }),
    });
    await bench.say('ada', 'crew', '/workshop new nov 12');
    await bench.sees('ada', 'is made');
    await bench.say('ada', 'crew', '/workshop plan');
    const meanwhile = await bench.sees('ada', 'Asking AWS about quotas and prices for *nov*');
    const plan = await bench.sees('ada', 'Plan for nov');
    expect(Number(plan.ts)).toBeGreaterThan(Number(meanwhile.ts));
    await bench.stop();
  });
});
