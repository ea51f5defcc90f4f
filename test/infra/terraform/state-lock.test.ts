import { describe, expect, it } from '@jest/globals';
import { isOurStaleLock, parseLock } from '../../../infra/terraform/state-lock';

const words = (who: string, created: string): string =>
  `Error acquiring the state lock\nError message: PreconditionFailed\nLock Info:\n  ID:        83d4baa4\n  Path:      bucket/key\n  Operation: OperationTypeApply\n  Who:       ${who}\n  Version:   1.11.4\n  Created:   ${created}\n  Info:      \n`;

const us = {
  who: 'ada@laptop',
  from: new Date('2026-11-24T10:00:00Z'),
  until: new Date('2026-11-24T10:05:00Z'),
};
const lock = (who: string, time: string) => {
  const parsed = parseLock(words(who, `2026-11-24 ${time}.922262247 +0000 UTC`));
  if (!parsed) throw new Error('no lock in the words');
  return parsed;
};

describe('a lock left behind', () => {
  it('is ours when we took it during the run that was interrupted', () => {
    expect(isOurStaleLock(lock('ada@laptop', '10:00:01'), us)).toBe(true);
  });

  it('is not ours when somebody else holds it', () => {
    expect(isOurStaleLock(lock('ben@laptop', '10:00:01'), us)).toBe(false);
    expect(isOurStaleLock(lock('ada@server', '10:00:01'), us)).toBe(false);
  });

  it('is not ours when it was taken before that run or after its last sign of life', () => {
    expect(isOurStaleLock(lock('ada@laptop', '09:59:00'), us)).toBe(false);
    expect(isOurStaleLock(lock('ada@laptop', '10:06:00'), us)).toBe(false);
  });

  it('is not ours when Terraform does not say when it was taken', () => {
    const parsed = parseLock(words('ada@laptop', 'a while ago'));
    expect(parsed && isOurStaleLock(parsed, us)).toBe(false);
  });
});

describe('other words', () => {
  it('hold no lock', () => {
    expect(parseLock('creating ECS Service: ThrottlingException')).toBeUndefined();
  });
});
