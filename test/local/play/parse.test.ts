import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parsePlay } from '../../../local/play';

const PLAYS = join(__dirname, '..', '..', '..', 'docs', 'plays');

const step = (line: string) => parsePlay(line)[0]?.step;

describe('reading a play', () => {
  it.each(readdirSync(PLAYS).filter((name) => name.endsWith('.txt')))('understands every line of %s', (name) => {
    expect(parsePlay(readFileSync(join(PLAYS, name), 'utf8')).length).toBeGreaterThan(10);
  });

  it('skips comments and empty lines and keeps the numbers of the others', () => {
    const lines = parsePlay('# title\n\n  @ada #crew /workshop deploy  \n@grace > hi');
    expect(lines.map(({ no, source }) => [no, source])).toEqual([
      [3, '@ada #crew /workshop deploy'],
      [4, '@grace > hi'],
    ]);
  });

  it('leaves what people type as it is, curly quotes and all', () => {
    expect(step('@ada #crew /workshop assign 7 “Ann Smith”')).toEqual({
      do: 'say',
      who: 'ada',
      channel: 'crew',
      text: '/workshop assign 7 “Ann Smith”',
    });
    expect(step('@grace > sees "x"')).toEqual({ do: 'dm', who: 'grace', text: 'sees "x"' });
  });

  it('reads quotes, curly ones too, with escapes', () => {
    expect(step('@ada clicks “Restart \\"7\\"”')).toMatchObject({ do: 'click', label: { source: '"Restart "7""' } });
    expect(step('@ada sends “a b.png” "what is this?"')).toEqual({
      do: 'drop',
      who: 'ada',
      path: 'a b.png',
      text: 'what is this?',
    });
    expect(step('@ada enters "Name" ""')).toMatchObject({ do: 'enter', field: 'Name', value: '' });
  });

  it.each([
    ['@ada sees "x"', 30_000],
    ['@ada sees "x" within 500ms', 500],
    ['@ada sees "x" within 120s', 120_000],
    ['@ada sees /x/ within 2m', 120_000],
  ])('reads the time in %s', (line, withinMs) => {
    expect(step(line)).toMatchObject({ do: 'see', withinMs });
  });

  it('compares text by its words, whatever the line breaks, and patterns as written', () => {
    const text = step('@ada sees "12 of 12 ready"');
    const regex = step('@ada sees /ready in \\d+ MIN/i');
    const exact = step('@ada sees /Ready/');
    if (text?.do !== 'see' || regex?.do !== 'see' || exact?.do !== 'see') throw new Error('not a see line');
    expect(text.what.fits('All good:\n12 of\n  12 ready')).toBe(true);
    expect(text.what.fits('12 of 13 ready')).toBe(false);
    expect(regex.what.fits('Ready in 7 min')).toBe(true);
    expect(exact.what.fits('ready')).toBe(false);
  });

  it('takes a quoted label as the whole of it, and a pattern as a part', () => {
    const quoted = step('@ada clicks "deploy"');
    const regex = step('@ada clicks /Deploy for/ on "nov"');
    if (quoted?.do !== 'click' || regex?.do !== 'click') throw new Error('not a click');
    expect([quoted.label.fits('Deploy'), quoted.label.fits('Deploy for $5/h')]).toEqual([true, false]);
    expect([regex.label.fits('Deploy for $5/h'), regex.on?.fits('Deploy nov?')]).toEqual([true, true]);
  });

  it('names every line it does not understand', () => {
    expect(() => parsePlay('@ada dances\nada #crew hi\n@ada sees x\n!\n@ada > fine')).toThrow(
      /line 1: .*dances\nline 2: .*\nline 3: .*\nline 4: [^\n]*$/,
    );
  });
});
