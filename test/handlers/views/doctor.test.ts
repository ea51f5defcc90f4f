import { describe, expect, it } from '@jest/globals';
import { doctorMessage, headline } from '../../../handlers/views/doctor';
import type { Diagnosis } from '../../../workshop/use-cases/doctor';

const fine: Diagnosis = { group: 'Slack', title: 'Bot token', state: 'well', says: 'Usher is @usher in PyData.' };
const missing: Diagnosis = {
  group: 'AWS',
  title: 'Permissions to run',
  state: 'ill',
  says: '1 of 31 actions are not allowed: ecs:StopTask.',
  mend: 'Give the role usher the policy infra/policies/runtime.json.',
  link: 'https://console.aws.amazon.com/iam/home#/roles/details/usher',
};
const grey: Diagnosis = {
  group: 'AWS',
  title: 'Quota',
  state: 'unknown',
  says: 'No answer within 10 s.',
  mend: 'Ask again.',
};

const drawn = (...diagnoses: Diagnosis[]): string =>
  doctorMessage(diagnoses)
    .blocks.map((block) => (block.type === 'section' ? (block.text?.text ?? '') : ''))
    .join('\n');

describe('the doctor’s answer', () => {
  it('reads like this', () => {
    expect(drawn(fine, missing, grey)).toBe(
      [
        '*1 thing to mend · 1 fine, 1 I cannot tell*',
        '*Slack*',
        '✅ *Bot token* Usher is @usher in PyData.',
        '*AWS*',
        '❌ *Permissions to run* 1 of 31 actions are not allowed: ecs:StopTask.',
        '      ↳ Give the role usher the policy infra/policies/runtime.json. <https://console.aws.amazon.com/iam/home#/roles/details/usher|Open>',
        '⚪ *Quota* No answer within 10 s.',
        '      ↳ Ask again.',
      ].join('\n'),
    );
  });

  it('says in a line whether there is anything to do', () => {
    expect(headline([fine, fine])).toBe('All well · 2 checks');
    expect(headline([fine, grey])).toBe('Nothing to mend · 1 fine, 1 I cannot tell');
    expect(headline([missing, missing])).toBe('2 things to mend · 0 fine');
  });

  it('tells a screen reader what is to be mended, and how', () => {
    expect(doctorMessage([fine, missing, grey]).text).toBe(
      '1 thing to mend · 1 fine, 1 I cannot tell\nAWS, Permissions to run: 1 of 31 actions are not allowed: ecs:StopTask. Give the role usher the policy infra/policies/runtime.json.',
    );
  });

  it('stays within what Slack takes, however much is wrong and whatever it holds', () => {
    const long = Array.from({ length: 120 }, (_, i) => ({
      ...missing,
      group: `Group ${i % 60}`,
      says: `<!channel> & ${'x'.repeat(3000)}`,
    }));
    const { text, blocks } = doctorMessage(long);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(text.length).toBeLessThanOrEqual(3000);
    for (const block of blocks) {
      const words = block.type === 'section' ? (block.text?.text ?? '') : '';
      expect(words.length).toBeLessThanOrEqual(3000);
      expect(words).not.toContain('<!channel>');
    }
  });
});
