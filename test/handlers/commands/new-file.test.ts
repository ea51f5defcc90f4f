/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../bot/clock';
import { startBench, wordsOf, type Bench, type BenchOptions } from '../../support/bolt';
import { openTestStore } from '../../support/store';

let bench: Bench;
const outside = mkdtempSync(join(tmpdir(), 'workshops-'));
const folder = join(outside, 'inside');
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

beforeAll(() => {
  mkdirSync(join(folder, 'work'), { recursive: true });
  write('work/hello.ipynb', '{}');
  writeFileSync(join(outside, 'secret.yml'), 'name: hunter2');
  mkdirSync(join(outside, 'private'));
  symlinkSync(join(outside, 'secret.yml'), join(folder, 'link.yml'));
  symlinkSync(join(outside, 'private'), join(folder, 'elsewhere'));
});
afterAll(() => rmSync(outside, { recursive: true }));
afterEach(() => bench.stop());

const start = async (options: BenchOptions = {}) => {
  bench = await startBench(await openTestStore(), { workshops: folder, clock: systemClock, ...options });
};
const answered = async (text: string, words: string | RegExp) => {
  await bench.say('ada', 'crew', text);
  return bench.sees('ada', words);
};
const made = async () => (await bench.world.usher.list()).map(({ workshop }) => workshop);

describe('`new --file`', () => {
  it('makes what the file says, and what the line says goes before it', async () => {
    await start();
    write(
      'nov.yml',
      [
        'seats: 20',
        'spares: 2',
        'region: eu-central-1',
        'instance: m5.xlarge',
        'room: "#workshop"',
        'until: 2h',
        'expose: { hosts: Lab.Example.org, zone: Z0123456789ABC }',
        'storage: { volume: 30 }',
        'internet: nat',
        'allow: [203.0.113.0/24]',
        'tags: { team: data }',
        'files: ./work',
        'apps: [jupyter]',
      ].join('\n'),
    );
    const answer = await answered('/workshop new 5 --file nov.yml --region Ireland', '*nov* is made');
    expect(answer).toMatchObject({ ephemeral: true });
    for (const words of [
      '*nov* is made: 5 seats and 2 spares with Jupyter in eu-west-1',
      'With HTTPS under lab.example.org, a volume of 30 GiB a seat, internet access for the apps, access from 203.0.113.0/24 only, files from the folder `work` and 1 tag of your own.',
    ]) {
      expect(answer.text).toContain(words);
    }
    const [nov] = await made();
    expect(nov).toMatchObject({
      room: bench.slack.channelId('workshop'),
      spec: {
        name: 'nov',
        seats: 7,
        spares: 2,
        region: 'eu-west-1',
        instanceType: 'm5.xlarge',
        batchSize: 10,
        exposure: { kind: 'hosts', domain: 'lab.example.org', zone: 'Z0123456789ABC' },
        storage: { kind: 'volume', size: 30 },
        internet: 'nat',
        allow: ['203.0.113.0/24'],
        tags: { team: 'data' },
        files: { kind: 'folder', path: join(folder, 'work') },
      },
    });
    expect(nov?.endsAt).toBeInstanceOf(Date);
    await answered(
      '/workshop new two 3 --domain lab.example.org --zone Z0123456789ABC',
      'has its seats under lab.example.org already',
    );
  });

  it('tells every problem on a line of its own, to its author only, and makes nothing', async () => {
    await start();
    write('bad.yml', 'seats: 0\nspars: 3\nroom: "#nowhere"\napps:\n  - name: jupyter\n    port: http\n');
    const answer = await answered('/workshop new --file bad.yml', 'bad.yml* has 3 problems, so nothing was made:');
    expect(answer.ephemeral).toBe(true);
    expect(answer.text.split('\n').slice(1)).toEqual([
      '• line 1, seats: found 0, a whole number from 1 to 1000 is allowed',
      '• line 2, spars: there is no such key. Did you mean spares?',
      '• line 6, apps[0].port: found "http", a number from 1 to 65535 is allowed',
    ]);
    write('room.yml', 'room: "#nowhere"\nfiles: ./elsewhere\n');
    const second = await answered('/workshop new --file room.yml', 'room.yml* has 2 problems');
    expect(second.text).toContain('line 1, room: found "#nowhere", and Usher is in no channel of that name');
    expect(second.text).toContain('line 2, files: there is no such folder among the workshop files');
    expect(await made()).toEqual([]);
  });

  it('reads nothing but workshop files of its folder', async () => {
    await start();
    for (const [path, words] of [
      ['../secret.yml', 'not among the workshop files'],
      [join(outside, 'secret.yml'), 'not among the workshop files'],
      ['link.yml', 'There is no such file'],
      ['missing.yml', 'There is no such file'],
      ['work', 'ends in `.yml`'],
      ['../../../etc/passwd', 'ends in `.yml`'],
    ] as const) {
      expect(wordsOf(await answered(`/workshop new --file ${path}`, words))).not.toContain('hunter2');
    }
    expect(await made()).toEqual([]);
  });

  it.each([
    ['new nov 990 --spares 20', '1,000 together are the most'],
    ['new nov 10 --spares many', 'How many spares is `many`?'],
    ['new nov 10 --expose hosts', 'Which domain shall the seats have names under?'],
    ['new nov 10 --expose host', 'Did you mean `hosts`?'],
    ['new nov 10 --domain lab', 'is not a domain of your own'],
    ['new nov 10 --domain lab.example.org', 'HTTPS needs a certificate'],
    ['new nov 10 --expose ports --domain lab.example.org', 'With `ports` there are no names'],
    [
      'new nov 100 --domain lab.example.org --certificate arn:aws:acm:us-east-1:123456789012:certificate/0f0f0f0f',
      'that takes 48 seats of this kind; this workshop has 100',
    ],
    [
      'new nov 10 --domain lab.example.org --certificate arn:aws:acm:us-east-1:123456789012:certificate/0f0f0f0f',
      'makes one record after the deploy: `*.lab.example.org` as a CNAME of the load balancer',
    ],
  ])('/workshop %s', async (text, words) => {
    await start();
    await answered(`/workshop ${text}`, words);
  });
});

describe('a workshop file in the form', () => {
  const opened = async (): Promise<string> => {
    await bench.say('ada', 'crew', '/workshop new');
    for (let tries = 0; tries < 300; tries += 1) {
      const { view } = bench.person('ada').state();
      if (view) return view.id;
      await sleep(10);
    }
    throw new Error('no form opened');
  };
  const send = async (text: string, fields: Record<string, object> = {}, name = 'Nov day.yml') => {
    const ada = bench.person('ada');
    const viewId = ada.state().view?.id ?? (await opened());
    await ada.act({ type: 'upload', key: 'k', name, content: Buffer.from(text).toString('base64') });
    const filled = Object.fromEntries(Object.entries(fields).map(([block, value]) => [block, { value }]));
    await ada.act({ type: 'submit', viewId, values: { ...filled, file: { value: { files: ['k'] } } } });
  };
  const errors = () => bench.person('ada').state().view?.errors;

  it('is made, named by its own name, with what is filled in before it', async () => {
    await start();
    await send('seats: 20\nspares: 2\nfiles: s3://some-bucket/nov\n', {
      seats: { value: '4' },
      region: { selected_option: 'eu-north-1' },
      storage: { selected_option: '50' },
    });
    await bench.sees('ada', '*nov-day* is made: 4 seats and 2 spares with Jupyter and Airflow in eu-north-1');
    expect(bench.person('ada').state().view).toBeUndefined();
    expect((await made())[0]?.spec).toMatchObject({
      storage: { kind: 'volume', size: 50 },
      files: { kind: 'bucket', bucket: 'some-bucket', prefix: 'nov/' },
    });
  });

  it('shows five problems under its field and tells all of them in a message', async () => {
    await start();
    await send(Array.from({ length: 7 }, (_, i) => `odd${i}: 1`).join('\n'));
    const text = errors()?.['file'] ?? '';
    expect(text.split('\n')).toHaveLength(6);
    expect(text).toContain('line 1, odd0: there is no such key');
    expect(text).toContain('…and 2 more: I have sent you the whole list.');
    await bench.sees('ada', /Nov day.yml\* has 7 problems.*odd6/s);
    expect(await made()).toEqual([]);
  });

  it('says why it could not be read, under its field', async () => {
    await start();
    await send('x', {}, 'nov.json');
    expect(errors()).toEqual({ file: expect.stringContaining('Only these files: yml, yaml.') });
    await send('files: ./work');
    expect(errors()).toEqual({ file: expect.stringContaining('an uploaded file lies in no folder') });
    await send('#'.repeat(40_000));
    expect(errors()).toEqual({ file: expect.stringContaining('the file has 40000 characters') });
  });

  it('needs no file for names, and refuses them without a domain or a proof, each at its field', async () => {
    await start();
    const viewId = await opened();
    const submit = (values: Record<string, object>) =>
      bench.person('ada').act({
        type: 'submit',
        viewId,
        values: Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { value }])),
      });
    const basics = { name: { value: 'nov' }, seats: { value: '3' }, expose: { selected_option: 'hosts' } };
    await submit(basics);
    expect(errors()).toEqual({ domain: 'Names need a domain.' });
    await submit({ ...basics, domain: { value: 'lab.example.org' } });
    expect(errors()).toEqual({ proof: expect.stringContaining('HTTPS needs a certificate') });
    await submit({ ...basics, domain: { value: 'lab' }, proof: { value: '7' }, spares: { value: 'x' } });
    expect(Object.keys(errors() ?? {}).sort()).toEqual(['domain', 'proof', 'spares']);
    await submit({
      ...basics,
      domain: { value: 'lab.example.org' },
      proof: { value: 'Z0123456789ABC' },
      spares: { value: '' },
    });
    await bench.sees('ada', 'With HTTPS under lab.example.org.');
  });

  it('closes in time where Slack is slow to give the file, and tells the rest in a message', async () => {
    // Patience ends before anything can be fetched.
    await start({
      clock: {
        ...systemClock,
        sleep: (ms, signal) => (ms === 1_000 ? Promise.resolve() : systemClock.sleep(ms, signal)),
      },
    });
    await send('spars: 1');
    await bench.sees('ada', 'Nov day.yml* has 1 problem, so nothing was made:');
    expect(bench.person('ada').state().view).toBeUndefined();
    await send('seats: 3', {}, 'dec.yml');
    await bench.sees('ada', '*dec* is made: 3 seats');
  });
});
