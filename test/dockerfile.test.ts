import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '..');
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const dockerfile = read('Dockerfile').replaceAll(/\s*\\\n\s*/g, ' ');
const manifest = JSON.parse(read('package.json')) as {
  engines: { node: string };
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
};

/** Words after an instruction, for each time it stands there. */
const lines = (instruction: string): string[] =>
  [...dockerfile.matchAll(new RegExp(`^${instruction} (.*)$`, 'gm'))].map(([, rest]) => rest ?? '');
const copied = lines('COPY')
  .filter((line) => !line.startsWith('--from'))
  .flatMap((line) => line.split(' ').slice(0, -1));

describe('the Dockerfile', () => {
  it('copies what there is, and every folder that a bot or worker imports from', () => {
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const imported = ['bot', 'handlers', 'infra', 'store', 'workshop'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .flatMap((path) =>
          [...read(folder, path).matchAll(/from '(\.[^']*)'/g)].map(([, to]) =>
            resolve(join(ROOT, folder, path), '..', to ?? '').slice(ROOT.length + 1),
          ),
        ),
    );
    expect(imported.length).toBeGreaterThan(500);
    expect(imported.filter((path) => !copied.includes(path.split('/')[0] ?? ''))).toEqual([]);
  });

  it('imports only packages that are installed without those for development', () => {
    const packages = ['bot', 'handlers', 'infra', 'store', 'workshop'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .flatMap((path) =>
          [...read(folder, path).matchAll(/^(?:import|export) (?!type )[^']* from '([^.'][^']*)'/gm)].map(
            ([, name]) => name ?? '',
          ),
        ),
    );
    const names = new Set(
      packages.filter((name) => !name.startsWith('node:')).map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? ''),
    );
    expect(names.size).toBeGreaterThan(20);
    expect([...names].filter((name) => !(name in manifest.dependencies))).toEqual([]);
    expect(manifest.dependencies).toHaveProperty('tsx');
  });

  it('runs what the scripts of the project run', () => {
    const command = (JSON.parse(lines('CMD')[0] ?? '[]') as string[]).join(' ');
    expect(command).toBe(manifest.scripts['start']);
    const [, worker] = /command: \[(node.*?)\]/.exec(read('docs', 'several-machines.md')) ?? [];
    expect(worker?.split(', ').join(' ')).toBe(manifest.scripts['worker']);
    expect(lines('RUN')[0]).toBe('node scripts/run.mjs');
  });

  it('has a Node that Usher runs on, and the AWS provider that stacks ask for', () => {
    const [, major] = /NODE_IMAGE=node:(\d+)-/.exec(dockerfile) ?? [];
    const [, least] = /^>=(\d+)/.exec(manifest.engines.node) ?? [];
    expect(Number(major)).toBeGreaterThan(Number(least));
    const bound = JSON.parse(read('node_modules', '@cdktf', 'provider-aws', 'package.json')) as {
      cdktf: { provider: { version: string } };
    };
    expect(dockerfile).toContain(`version = "${bound.cdktf.provider.version}"`);
  });

  it('does not run as root', () => {
    expect(lines('USER')).toEqual(['node']);
  });

  it('is sent no secret, no database, no packages and no history, but everything it copies', () => {
    const isSent = sender(read('.dockerignore'));
    for (const path of ['.env', '.env.slack', 'bot/.env', '.usher/secret', '.usher/db/PG_VERSION', '.git/config']) {
      expect([path, isSent(path)]).toEqual([path, false]);
    }
    for (const path of ['node_modules/pg/package.json', 'infra/node_modules/x.js', 'test/no-shell.test.ts']) {
      expect([path, isSent(path)]).toEqual([path, false]);
    }
    expect(copied.filter((path) => !isSent(existsSync(join(ROOT, path, '.')) ? `${path}/x.ts` : path))).toEqual([]);
  });
});

/** Whether a path is sent to the builder: the last pattern that fits it, or a folder above it, decides. */
function sender(ignore: string): (path: string) => boolean {
  const rules = ignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return (path) => {
    const parts = path.split('/');
    const selves = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    const deciding = rules.findLast((rule) => selves.some((self) => fits(self, rule.replace(/^!/, ''))));
    return deciding === undefined || deciding.startsWith('!');
  };
}

/** Docker's `**` also stands for nothing; `*` is no slash. */
const fits = (path: string, pattern: string): boolean =>
  new RegExp(
    `^${pattern.replaceAll('.', '\\.').replaceAll('**/', '\0').replaceAll('*', '[^/]*').replaceAll('\0', '(.*/)?')}$`,
  ).test(path);

describe('the image that several machines run', () => {
  it('is started with the settings that the guide names, which the configuration knows', () => {
    const compose = parse(/```yaml\n([\s\S]*?)```/.exec(read('docs', 'several-machines.md'))?.[1] ?? '') as {
      services: Record<'bot' | 'worker', { environment: Record<string, string> }>;
    };
    const example = read('.env.example');
    const { bot, worker } = compose.services;
    expect(worker.environment).toEqual(bot.environment);
    for (const name of Object.keys(bot.environment).filter((each) => !each.startsWith('AWS_'))) {
      expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
    }
  });
});

describe('scripts/run.mjs', () => {
  /** A project of one program, whose packages are installed as the lock file says. */
  function project(work: (folder: string) => void): void {
    const folder = mkdtempSync(join(tmpdir(), 'usher-run-'));
    try {
      mkdirSync(join(folder, 'scripts'));
      mkdirSync(join(folder, 'node_modules'));
      cpSync(join(ROOT, 'scripts', 'run.mjs'), join(folder, 'scripts', 'run.mjs'));
      writeFileSync(join(folder, 'package-lock.json'), '{}');
      writeFileSync(join(folder, 'program.cjs'), "process.stdout.write('ran')");
      const stamp = createHash('sha256').update('{}').digest('hex');
      writeFileSync(join(folder, 'node_modules', '.usher-installed'), stamp);
      work(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  /** Without npm on its PATH: an attempt to install would be seen. */
  const run = (folder: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(folder, 'scripts', 'run.mjs'), ...args], {
      env: { PATH: folder },
      encoding: 'utf8',
    });

  it('installs nothing where the packages are those of the lock file, and runs the program', () => {
    project((folder) => {
      expect(run(folder, 'program.cjs')).toMatchObject({ status: 0, stdout: 'ran', stderr: '' });
      expect(run(folder)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    });
  });

  it('installs first where the lock file is another, and says so', () => {
    project((folder) => {
      writeFileSync(join(folder, 'package-lock.json'), '{ }');
      const { status, stdout, stderr } = run(folder, 'program.cjs');
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain('Installing packages');
    });
  });
});
