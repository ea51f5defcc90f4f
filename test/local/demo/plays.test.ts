import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { parsePlay } from '../../../local/play';
import { startDemo, type Demo } from './demo-process';

// A demo takes a minute, and several on a busy machine.
jest.setTimeout(480_000);

const ROOT = join(__dirname, '..', '..', '..');
const PLAYS = join(ROOT, 'docs', 'plays');

describe('the plays of the documentation', () => {
  const files = [
    ...readdirSync(PLAYS)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => join(PLAYS, name)),
    join(ROOT, 'scripts', 'pictures.txt'),
  ];
  it.each(files)('%s can be read', (file) => expect(() => parsePlay(readFileSync(file, 'utf8'))).not.toThrow());
});

(process.platform === 'linux' ? describe : describe.skip)('the bill, played', () => {
  let demo: Demo | undefined;
  afterEach(() => demo?.clear());

  it('goes as written', async () => {
    demo = startDemo('--bare', '--speed', '300', '--port', '0', '--play', join(PLAYS, 'the-bill.txt'));
    const code = await demo.ended;
    expect({ code, end: code === 0 ? '' : demo.said().slice(-3000) }).toEqual({ code: 0, end: '' });
  });
});
