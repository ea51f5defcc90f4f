import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { parseWorkshopFile, problemLine } from '../../../handlers/workshop-file';
import { inputs } from '../../support/fuzz';

const example = readFileSync(resolve(__dirname, '../../../docs/workshop.example.yml'), 'utf8');
const keys = Object.keys(
  (JSON.parse(readFileSync(resolve(__dirname, '../../../docs/workshop.schema.json'), 'utf8')) as { properties: object })
    .properties,
);
/** Signs that mean something to YAML. */
const SIGNS = [...'[]{}:,-?#&*!|>\'"%@`~ \t\n', ': ', '- ', '<<', '---\n', '...\n', '\0', '\r\n', '\u2028', '🎉'];

/** A wish or problems; each problem is a line of words of our own, short enough to show. */
function holds(text: string): void {
  const read = parseWorkshopFile(text, undefined);
  if ('wish' in read) return;
  expect(read.problems.length).toBeGreaterThan(0);
  for (const line of read.problems.map(problemLine)) {
    expect(line).not.toMatch(/Invalid input|Too (big|small)|Unrecognized|\[object|\n/);
    expect(line.length).toBeLessThan(500);
  }
}

describe('any input', () => {
  it('is answered: texts made of what YAML knows', () => {
    const piece = fc.oneof(fc.constantFrom(...SIGNS, ...keys.map((key) => `${key}: `)), fc.string({ maxLength: 8 }));
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(text, holds), { numRuns: inputs(4000, 0.08) });
  });

  it('is answered: the example with something changed', () => {
    const edit = fc.record({
      at: fc.nat(example.length),
      cut: fc.nat(12),
      put: fc.oneof(fc.constantFrom(...SIGNS), fc.string({ maxLength: 6 })),
    });
    const mutated = fc
      .array(edit, { minLength: 1, maxLength: 4 })
      .map((edits) =>
        edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), example),
      );
    fc.assert(fc.property(mutated, holds), { numRuns: inputs(3000, 0.06) });
  });

  it('is answered: known keys with any value', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const app = fc.dictionary(fc.constantFrom('name', 'port', 'health', 'environment', 'secrets', 'command'), value);
    const file = fc
      .tuple(fc.dictionary(fc.constantFrom(...keys), value), fc.array(fc.oneof(value, app), { maxLength: 4 }))
      .map(([entries, apps]) => stringify({ ...entries, apps }, { aliasDuplicateObjects: false }));
    fc.assert(fc.property(file, holds), { numRuns: inputs(3000, 0.06) });
  });

  /** Each of these took YAML readers minutes, gigabytes or the whole process. */
  it.each([
    ['too much of everything', 'x'.repeat(40_000)],
    ['dashes', '- '.repeat(15_000)],
    ['brackets', '['.repeat(31_000)],
    ['keys that are lists', '[? '.repeat(10_000)],
    ['explicit keys', '? '.repeat(15_000)],
    ['both in turn', '- ? '.repeat(7_000)],
    ['maps in maps', '{a: '.repeat(8_000)],
    [
      'aliases of aliases',
      [
        'a: &a [x, x]',
        ...[...'bcdefghijklm'].map((l, i) => `${l}: &${l} [${`*${'abcdefghijklm'[i]},`.repeat(9)}]`),
      ].join('\n'),
    ],
    ['many keys', Array.from({ length: 3500 }, (_, i) => `k${i}: 1`).join('\n')],
    ['deep indentation', Array.from({ length: 240 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ...keys.map((key) => [`long words under ${key}`, `${key}: ${'x+'.repeat(15_000)}`]),
    ['open quotes', "'\n".repeat(15_000)],
  ])('is refused at once: %s', (_, text) => {
    const begun = performance.now();
    expect(parseWorkshopFile(text, undefined)).toHaveProperty('problems');
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});
