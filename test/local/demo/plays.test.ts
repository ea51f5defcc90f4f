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

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('played without Terraform', () => {
  const demos: Demo[] = [];
  afterEach(() => Promise.all(demos.splice(0).map((each) => each.clear())));

  it.each(['rehearsal', 'venue', 'scale-and-rest', 'swap', 'the-bill'])('%s goes as written', async (name) => {
    const demo = startDemo('--bare', '--speed', '120', '--port', '0', '--play', join(PLAYS, `${name}.txt`));
    demos.push(demo);
    const code = await demo.ended;
    expect({ code, end: code === 0 ? '' : demo.said().slice(-3000) }).toEqual({ code: 0, end: '' });
  });
});
