import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { appNamed, understand } from '../../../handlers/messages/understand';
import { DEFAULT_APPS } from '../../../workshop/default-apps';

describe('the words of a participant', () => {
  it.each([
    ['hi', 'card'],
    ['Hello!', 'card'],
    ['what’s my PASSWORD', 'card'],
    ['I lost my password', 'card'],
    ['Passwort vergessen', 'card'],
    ['Guten Morgen', 'card'],
    ['status', 'card'],
    ['help', 'help'],
    ['?', 'help'],
    ['how do I open airflow?', 'help'],
    ["I'm stuck", 'stuck'],
    ['help me', 'stuck'],
    ['Hilfe!!!', 'stuck'],
    ['bei mir hängt alles', 'stuck'],
    ['can somebody help', 'stuck'],
    ['I can’t log in', 'stuck'],
    ['kernel crashed', 'stuck'],
    ['Restart did nothing, still stuck', 'stuck'],
    ['page won’t open', 'page'],
    ['jupyter won’t load', 'page'],
    ['I only get a blank page', 'page'],
    ['ERR connection refused', 'page'],
    ['502', 'page'],
    ['Seite öffnet sich nicht', 'page'],
    ['restart', 'restart'],
    ['RESTART airflow!!', 'restart'],
    ['bitte neu starten', 'restart'],
    ['it works now', 'solved'],
    ['works again, thanks', 'solved'],
    ['geht wieder', 'solved'],
    ['nothing works', 'other'],
    ['it works, but slowly', 'other'],
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
    ['restart jupyter and airflow', undefined],
    ['restart the code server please', 'code'],
    ['restart code', 'code'],
  ])('"%s" names of the workshop’s apps %s', (text, name) => {
    expect(appNamed(text, [...DEFAULT_APPS, { name: 'code', title: 'Code Server' }])).toBe(name);
  });

  it('mean the only app there is, where they ask for a restart', () => {
    expect(appNamed('restart', [{ name: 'rstudio', title: 'RStudio' }])).toBe('rstudio');
  });

  it('are understood as something, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), (text) => {
        appNamed(text, DEFAULT_APPS);
        return understand(text).wants.length > 0;
      }),
    );
  });
});
