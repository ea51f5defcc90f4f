import { join } from 'node:path';
import { afterEach, expect, it, jest } from '@jest/globals';
import { describeReal } from '../../infra/terraform/real';
import { startDemo, type Demo } from './demo-process';

// A whole workshop, made and destroyed by Terraform.
jest.setTimeout(900_000);

describeReal('docs/plays/keep-the-work.txt', () => {
  let demo: Demo | undefined;
  afterEach(() => demo?.clear());

  it('goes as written: a file pushed, work collected into S3, links renewed after the end', async () => {
    const play = join(__dirname, '..', '..', '..', 'docs', 'plays', 'keep-the-work.txt');
    demo = startDemo('--speed', '300', '--play', play);
    const code = await demo.ended;
    expect(demo.said()).toContain('The play went as written.');
    expect(code).toBe(0);
  });
});
