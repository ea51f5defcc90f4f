import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { startDemo, type Demo } from './demo-process';

jest.setTimeout(400_000);

const PLAYS = join(__dirname, '..', '..', '..', 'docs', 'plays');
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('the plays of the evening before and of the venue', () => {
  const demos: Demo[] = [];
  afterEach(() => Promise.all(demos.splice(0).map((each) => each.clear())));

  it.each(['rehearsal.txt', 'venue.txt'])('%s goes as written', async (name) => {
    const demo = startDemo('--bare', '--speed', '120', '--play', join(PLAYS, name));
    demos.push(demo);
    const code = await demo.ended;
    expect(demo.said()).toContain('The play went as written.');
    expect(code).toBe(0);
  });
});
