import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../../../local/aws/lifecycle/placement';

describe('a placement expression', () => {
  const attributes: Record<string, string> = { seat: '007', 'ecs.instance-type': 't3.xlarge' };
  const value = (expression: string) => evaluate(expression, (name) => attributes[name]);

  it.each([
    ['attribute:seat == 007', true],
    ['attribute:seat == 008', false],
    ['attribute:seat==007', true],
    ['attribute:seat != 008', true],
    ['attribute:seat in [006, 007]', true],
    ['attribute:seat not_in [006, 007]', false],
    ['attribute:owner exists', false],
    ['attribute:seat == 007 and attribute:ecs.instance-type == t3.xlarge', true],
    ['attribute:seat == 008 or (attribute:seat == 007 and not(attribute:owner exists))', true],
    ['attribute:seat == 007 and attribute:seat == 008', false],
  ])('%s is %s on the host of seat 007', (expression, expected) => {
    expect(value(expression)).toBe(expected);
  });

  it.each([
    '',
    'attribute:seat =~ 0*',
    'task:group == service:x',
    'attribute:seat == 007 attribute:seat',
    '(attribute:seat == 007',
  ])('is not understood when it is "%s"', (expression) => {
    expect(value(expression)).toBeUndefined();
  });
});
