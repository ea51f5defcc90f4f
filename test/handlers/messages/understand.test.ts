import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { understand } from '../../../handlers/messages/understand';

describe('the words of a participant', () => {
  it.each([
    ['hi', 'card'],
    ['Hello!', 'card'],
    ['what’s my PASSWORD', 'card'],
    ['status', 'card'],
    ['help', 'help'],
    ['?', 'help'],
    ['how do I open airflow?', 'help'],
    ["I'm stuck", 'stuck'],
    ['jupyter won’t load', 'stuck'],
    ['Restart did nothing, still stuck', 'stuck'],
    ['thanks!', 'thanks'],
    [':tada: Thank you :tada:', 'thanks'],
    ['<@U123> could I have something', 'other'],
    ['', 'other'],
  ])('"%s" asks for %s', (text, wants) => {
    expect(understand(text)).toMatchObject({ wants });
  });

  it.each([
    ['maple otter', undefined],
    ['Abandon-Ability', 'abandon-ability'],
    ['hi, the code is abandon ability', 'abandon-ability'],
    ['need help', 'need-help'],
    ['hello there', undefined],
  ])('"%s" may be the code %s', (text, code) => {
    expect(understand(text).code).toBe(code);
  });

  it.each([
    ['restart', undefined],
    ['please reboot Jupyter', 'jupyter'],
    ['RESTART airflow!!', 'airflow'],
    ['restart jupyterlab', undefined],
  ])('"%s" is a restart of %s', (text, app) => {
    expect(understand(text)).toEqual({ wants: 'restart', app });
  });

  it('are understood as something, whatever they are', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), (text) => understand(text).wants.length > 0));
  });
});
