/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buttonOf, startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

describe('/workshop allow', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
    await bench.say('ada', 'crew', '/workshop new nov 1 --room #workshop --until 8h');
    await bench.sees('ada', 'is made');
  });
  afterEach(() => bench.stop());

  const workshop = async () => (await bench.world.store.workshops.list())[0]!;
  const list = async () => (await workshop()).spec.allow;
  const allow = (words: string) => bench.say('ada', 'crew', `/workshop allow ${words}`);
  const deployed = async () => {
    await bench.world.usher.deploy(await workshop(), bench.person('ada').id);
    await bench.world.until('operation-ended', ({ kind }) => kind === 'deploy');
  };

  it('shows the list, and says what narrowing it would do to Usher itself', async () => {
    await allow('');
    await bench.sees('ada', 'lets in everybody');
    await allow('198.51.100.7');
    await bench.sees('ada', 'lets everybody in already');
    await allow('only 203.0.113.9/24');
    const question = await bench.sees('ada', 'and no more everybody');
    expect(wordsOf(question)).toMatch(/My own address, `198.51.100.1`, is not among them/);
    await bench.click('ada', question, 'Change it');
    await bench.sees('ada', 'holds as soon as something of it is deployed');
    expect(await list()).toEqual(['203.0.113.0/24']);
    await allow('usher');
    await bench.world.until('allow-list-changed', ({ added }) => added.includes('198.51.100.1/32'));
    expect(await list()).toEqual(['203.0.113.0/24', '198.51.100.1/32']);
  });

  it('changes what is deployed by an operation of its own, which touches the network alone', async () => {
    await deployed();
    bench.world.cloud.applied.length = 0;
    await allow('only 203.0.113.0/24 198.51.100.1');
    await bench.click('ada', await bench.sees('ada', 'and no more everybody'), 'Change it');
    await bench.sees('mary', /it lets in `203.0.113.0\/24` and `198.51.100.1`/);
    expect(bench.world.cloud.applied).toEqual(['network']);
    expect((await workshop()).state).toBe('deployed');
    await allow('203.0.113.0/24');
    await bench.world.until('operation-started', ({ kind, operationId }) => kind === 'allow' && operationId !== '');
    await allow('remove 203.0.113.0/24');
    await bench.sees('ada', /no more `203.0.113.0\/24`/);
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('waits for what changes AWS already, and changes nothing meanwhile', async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    await deployed();
    bench.world.cloud.gate = () => gate;
    await allow('only 198.51.100.1');
    await bench.click('ada', await bench.sees('ada', 'and no more everybody'), 'Change it');
    await bench.sees('ada', /lets in `198.51.100.1`/);
    await allow('203.0.113.7');
    await bench.sees('ada', 'is having its allow-list changed already');
    expect(await list()).toEqual(['198.51.100.1/32']);
    go();
    await bench.sees('mary', /Changed the allow-list of nov, after/);
  });

  it.each([
    ['2001:db8::1', 'is an address of IPv6'],
    ['192.168.1.20', 'is an address inside a network'],
    ['203.0.113', 'I cannot read'],
    ['203.0.113.7/33', 'I cannot read'],
    ['remove', 'Which address?'],
    ['me', 'I cannot see from which address you come'],
  ])('says why %s is no address to let in', async (words, says) => {
    await allow(words);
    await bench.sees('ada', says);
    expect(await list()).toEqual(['0.0.0.0/0']);
  });

  it('takes as many ranges as a security group has rules for', async () => {
    const many = Array.from({ length: 21 }, (_, i) => `203.0.113.${i}`).join(' ');
    await allow(`only ${many}`);
    await bench.sees('ada', 'AWS takes up to 20');
    await allow(`only ${many.replace('203.0.113.0 ', '')}`);
    const question = await bench.sees('ada', 'and no more everybody');
    expect(buttonOf(question, 'Change it').value.value?.split(',')).toHaveLength(20);
  });
});
