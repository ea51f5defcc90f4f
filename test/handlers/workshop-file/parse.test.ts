import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseWorkshopFile, problemLine, type FileWish } from '../../../handlers/workshop-file';
import { DEFAULT_APPS } from '../../../workshop/default-apps';

const wish = (text: string, folder?: string): FileWish => {
  const read = parseWorkshopFile(text, folder);
  if ('problems' in read) throw new Error(read.problems.map(problemLine).join('\n'));
  return read.wish;
};
const problems = (text: string, folder?: string): string[] => {
  const read = parseWorkshopFile(text, folder);
  return 'problems' in read ? read.problems.map(problemLine) : [];
};

describe('a workshop file', () => {
  it('may say nothing at all', () => {
    expect([wish(''), wish('# nothing\n'), wish('{}')]).toEqual([{ spec: {} }, { spec: {} }, { spec: {} }]);
  });

  it('says all a workshop can be', () => {
    const example = readFileSync(resolve(__dirname, '../../../docs/workshop.example.yml'), 'utf8');
    const { spec, ...rest } = wish(example);
    expect(rest).toEqual({
      name: 'nov',
      seats: 80,
      limit: 200,
      room: '#nov',
      join: 'room',
      until: { kind: 'date', year: 2026, month: 11, day: 24, hour: 17, minute: 30 },
    });
    const { apps, ...others } = spec;
    expect(others).toEqual({
      spares: 3,
      region: 'eu-central-1',
      instanceType: 't3.xlarge',
      alternatives: ['t3a.xlarge', 'm5.xlarge'],
      batchSize: 10,
      exposure: { kind: 'hosts', domain: 'lab.example.org', zone: 'Z0123456789ABC', certificate: undefined },
      storage: { kind: 'volume', size: 20 },
      internet: 'none',
      database: { instanceClass: 'db.t3.large', storage: 50 },
      allow: ['203.0.113.0/24', '2001:db8::/32'],
      tags: { team: 'data', course: '007' },
      files: { kind: 'bucket', bucket: 'example-assignments', prefix: 'nov/' },
    });
    const [jupyter, airflow] = DEFAULT_APPS;
    expect(apps).toEqual([
      airflow,
      {
        ...jupyter,
        image: 'quay.io/jupyter/datascience-notebook:2026-10-05',
        environment: { ...jupyter?.environment, COURSE: 'nov' },
      },
      {
        name: 'code',
        title: 'VS Code',
        image: 'codercom/code-server:4.105.1',
        port: 8443,
        healthPath: '/healthz',
        cpu: 512,
        memory: 1024,
        environment: {},
        command: ['sh', '-c', expect.stringContaining('exec code-server')],
        database: false,
        gracePeriodSeconds: 180,
        healthIntervalSeconds: 10,
      },
    ]);
  });

  it('means folders beside itself, and ranges of one address', () => {
    expect(wish('files: ./work\nallow: [10.0.0.1, "2001:DB8::1"]', '/srv/nov').spec).toEqual({
      files: { kind: 'folder', path: '/srv/nov/work' },
      allow: ['10.0.0.1/32', '2001:db8::1/128'],
    });
    expect(wish('files: s3://some-bucket').spec.files).toEqual({ kind: 'bucket', bucket: 'some-bucket', prefix: '' });
  });

  it('tells everything that is wrong at once, with line, place, what was found and what is allowed', () => {
    const text = [
      'name: nov day',
      'seats: 1200',
      'region: eu-centrl-1',
      'until: late',
      'room: #nov',
      'expose: { hosts: lab, zone: 12 }',
      'storage: { volume: 0 }',
      'internet: nta',
      'database: { class: t3.large }',
      'allow:',
      '  - 203.0.113.7/24',
      '  - 2001:db8::1/32',
      'tags: { "aws:x": 1, y: "(?)" }',
      'apps:',
      '  - jupytr',
      '  - name: jupyter',
      '    port: http',
      '    helth: /',
      '  - { name: Rstudio, port: 70000, image: rocker/rstudio, health: api }',
      'files: ./here',
    ].join('\n');
    expect(problems(text)).toEqual([
      'line 1, name: found "nov day", 1-16 letters a-z, digits and single hyphens is allowed. How about nov-day?',
      'line 2, seats: found 1200, a whole number from 1 to 1000 is allowed',
      'line 3, region: found "eu-centrl-1", a region of AWS, such as eu-central-1, is allowed. Did you mean eu-central-1?',
      'line 4, until: found "late", 17:30, 2h, tomorrow 12:00 or 2026-11-24 17:30 is allowed',
      'line 5, room: found nothing, a channel in quotes, such as "#nov", is allowed. In YAML a # starts a comment: put the channel in quotes.',
      'line 6, expose.hosts: found "lab", a domain, such as lab.example.org, is allowed',
      'line 6, expose.zone: found 12, the id of a Route 53 hosted zone, such as Z0123456789ABC, is allowed',
      'line 7, storage.volume: found 0, a number of GiB from 1 to 16384 is allowed',
      'line 8, internet: found "nta", none or nat is allowed. Did you mean nat?',
      'line 9, database.class: found "t3.large", an RDS instance class, such as db.t3.large, is allowed',
      'line 11, allow[0]: found "203.0.113.7/24", the first address of a range is allowed. Did you mean 203.0.113.0/24?',
      'line 12, allow[1]: found "2001:db8::1/32", the first address of a range is allowed. Did you mean 2001:db8::/32?',
      'line 13, tags.aws:x: found "aws:x", a key of up to 128 letters, digits, spaces and _.:/=+-@ that starts with neither aws: nor usher: is allowed',
      'line 13, tags.y: found "(?)", a text of up to 256 letters, digits, spaces and _.:/=+-@ is allowed',
      'line 15, apps[0]: found "jupytr", the name of an app, or a map that has one, is allowed. Did you mean jupyter?',
      'line 17, apps[1].port: found "http", a number from 1 to 65535 is allowed',
      'line 18, apps[1].helth: there is no such key. Did you mean health?',
      'line 19, apps[2].command: found nothing, and an app that is new to Usher needs one',
      'line 19, apps[2].name: found "Rstudio", 1-10 lower-case letters and digits is allowed',
      'line 19, apps[2].port: found 70000, a number from 1 to 65535 is allowed',
      'line 19, apps[2].health: found "api", a path such as /health is allowed',
      'line 20, files: found "./here", but an uploaded file lies in no folder: s3://bucket/prefix or the absolute path of a folder on Usher’s machine is allowed',
    ]);
  });

  it.each([
    ['seats: 990\nspares: 20', 'line 2, spares: found 1010 seats with the spares, 1000 together are allowed'],
    ['expose: { hosts: lab.example.org }', 'line 1, expose: found neither zone nor certificate, and HTTPS needs one'],
    [
      'region: eu-west-1\nexpose: { hosts: a.org, certificate: "arn:aws:acm:us-east-1:123456789012:certificate/0f0f-0f0f" }',
      'line 2, expose.certificate: found a certificate of us-east-1, one of the workshop’s region eu-west-1',
    ],
    ['apps: [jupyter, jupyter]', 'line 1, apps[1]: found "jupyter", each app once is allowed'],
    [
      'apps: [{ name: jupytr, cpu: 2 }]',
      'apps[0].image: found nothing, and an app that is new to Usher needs one. Did you mean jupyter?',
    ],
    ['spars: 3', 'line 1, spars: there is no such key. Did you mean spares?'],
    ['colour: red', 'line 1, colour: there is no such key; name, seats, spares,'],
    ['seats: 1\nseats: 2', 'line 2: this is not YAML: Map keys must be unique'],
    ['a: b: c', 'line 1: this is not YAML'],
    ['[nov, 12]', 'found a list, a map of keys and values is allowed'],
    ['name:', 'line 1, name: found nothing, 1-16 letters'],
    ['name: 007', 'line 1, name: found 7'],
    [`tags: { ${Array.from({ length: 43 }, (_, i) => `k${i}: v`).join(', ')} }`, 'found 43 tags, up to 42 are allowed'],
    [
      `allow: [${Array.from({ length: 21 }, (_, i) => `10.0.${i}.0/24`).join(', ')}]`,
      'found 21 ranges, up to 20 are allowed',
    ],
    ['apps: [{ name: jupyter, environment: { USHER_SEAT: 1 } }]', 'Usher sets this variable itself: leave it out'],
    ['a: &a x\nb: *a', 'line 2: an alias (*) is not read here: write it out'],
    ['? a\n: b', 'line 1: a key behind a ? is not read here'],
    ['-----BEGIN RSA PRIVATE KEY-----\nx', 'no secret is allowed in it'],
  ])('is refused: %s', (text, says) => {
    expect(problems(text).join('\n')).toContain(says);
  });

  it('holds no secret, and no answer repeats one', () => {
    const secret = 'hunter2-xyzzy';
    const told = problems(
      [
        'apps:',
        '  - name: jupyter',
        `    environment: { DB_PASSWORD: ${secret}, apiKey: ${secret}, GITHUB_TOKEN: ${secret}, TOKENIZERS_PARALLELISM: x, SORT_KEY: y, PWD: z }`,
        '    image: https://ada:hunter2-xyzzy@example.org/',
        `tags: { note: AKIAIOSFODNN7EXAMPLE, "postgres://ada:${secret}@db": x }`,
        'seats: xoxb-1234567890-abcdef',
      ].join('\n'),
    );
    expect(told.filter((line) => line.includes('no secret is allowed'))).toHaveLength(7);
    expect(told.some((line) => /TOKENIZERS|SORT_KEY|PWD/.test(line))).toBe(false);
    expect(told.join()).not.toMatch(/hunter2|AKIA|xoxb/);
  });
});
