import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startDemo, type Demo } from './demo-process';

/** The demo is looked at through /proc, which only Linux has. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('the play of a workshop that changes its size and rests', () => {
  let demo: Demo | undefined;
  afterEach(() => demo?.clear());

  it('goes as it is written', async () => {
    const play = join(__dirname, '..', '..', '..', 'docs', 'plays', 'scale-and-rest.txt');
    demo = startDemo('--bare', '--speed', '120', '--play', play);
    const code = await demo.ended;
    expect(code === 0 ? '' : demo.said().slice(-4_000)).toBe('');
  });
});
