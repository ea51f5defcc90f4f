import { describe, expect, it } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AppSpec } from '../../../workshop/apps';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import type { Credentials } from '../../../workshop/ports/credentials';
import { synthJson, testWorkshop } from './support';
import { argvOf, batchOf, containersOf, environmentOf, hostFile, makeRoot, run, shells, type Root } from './task';

/** Everything a shell could take for something else. */
const nasty = (text: string): string => `it's "${text}" $HOME \`id\` \\n \${x} $(id) !! #\n  next line & more `;
const credentials: Credentials = {
  seatPassword: (_, no) => nasty(`word-${no}`),
  databasePassword: () => 'master',
  joinCode: () => 'maple-otter',
  seatKey: (_, no, purpose) => nasty(`${purpose}-${no}`),
};

const SHOW = [process.execPath, '-e', 'console.log(JSON.stringify([process.env, process.argv.slice(1)]))'];
/** Both apps print what they were given; only root could hand a file to somebody else. */
const apps: readonly AppSpec[] = DEFAULT_APPS.map((app) => ({
  ...app,
  ...(process.getuid ? { user: process.getuid() } : {}),
  environment: {
    PLAIN: nasty('plain'),
    WHERE: `at '{url}' for {user}, seat {seat} of {workshop} $HOME`,
    EMPTY: '',
  },
  command: [...SHOW, 'an argument', nasty('another'), '{seat}'],
}));
const workshop = testWorkshop({ seats: 25, apps });
const { json, secrets } = batchOf(workshop, 'batch-003', credentials);

/** Runs the container that picks and then the app, as ECS would on the host of the seat. */
async function start(app: string, label: string, shell: readonly string[], host = hostFile(json, label)) {
  const root = makeRoot(host);
  const [picker, ...rest] = containersOf(json, app);
  const picked = await run(argvOf(picker!, root, shell), environmentOf(picker!, secrets));
  return { root, picked, app: rest.at(-1)! };
}

const shown = async (root: Root, app: Parameters<typeof argvOf>[0], shell: readonly string[]) => {
  const { stdout, stderr } = await run(argvOf(app, root, shell), environmentOf(app, secrets));
  expect(stderr).toBe('');
  return JSON.parse(stdout) as [Record<string, string>, string[]];
};

describe.each(shells())('the containers of a seat, run by $name,', ({ argv: shell }) => {
  it('give an app the values of its own seat, letter by letter', async () => {
    const { root, picked, app } = await start('airflow', '023', shell);
    expect(picked).toMatchObject({ code: 0, stderr: '' });
    const [environment, args] = await shown(root, app, shell);
    expect(environment).toMatchObject({
      USHER_WORKSHOP: 'nov',
      USHER_SEAT: '023',
      USHER_USER: 'seat-023',
      USHER_URL: 'http://lb-2:9023/',
      USHER_URL_JUPYTER: 'http://lb-2:8023/',
      USHER_PASSWORD: nasty('word-23'),
      USHER_FERNET: nasty('airflow-fernet-23'),
      DATABASE_ROLE: 'airflow_023',
      DATABASE_PASSWORD: nasty('airflow-database-23'),
      PLAIN: nasty('plain'),
      WHERE: `at 'http://lb-2:9023/' for seat-023, seat 023 of nov $HOME`,
      EMPTY: '',
    });
    expect(args).toEqual(['an argument', nasty('another'), '{seat}']);
  });

  it('give it no word of another seat, nor of the other app', async () => {
    const { root, picked, app } = await start('jupyter', '021', shell);
    const [environment] = await shown(root, app, shell);
    const file = readFileSync(join(root.path('run'), 'seat.env'), 'utf8');
    const everything = [JSON.stringify(environment), file, picked.stdout, picked.stderr].join('\n');
    expect(everything).toContain('word-21');
    for (const foreign of ['word-22', 'word-23', 'word-24', 'word-25', 'airflow-', 'DATABASE', 'SEAT_0']) {
      expect(everything).not.toContain(foreign);
    }
    expect(picked.stdout + picked.stderr).not.toContain('word-21');
  });

  it('let only the user of the app read the values', async () => {
    const { root } = await start('jupyter', '021', shell);
    const { mode, uid } = statSync(join(root.path('run'), 'seat.env'));
    expect(mode & 0o777).toBe(0o400);
    expect(uid).toBe(process.getuid?.());
  });

  it('fail aloud on a host that has another seat or does not know its own', async () => {
    const foreign = await start('jupyter', '021', shell, hostFile(synthJson(workshop, 'batch-001'), '007'));
    expect(foreign.picked.code).not.toBe(0);
    expect(foreign.picked.stderr).toContain('Seat 007 is not of this batch');
    for (const [host, reason] of [
      [undefined, 'it has no'],
      ['', 'does not say whose seat'],
      ["USHER_SEAT='021'\n", 'does not say where jupyter is reached'],
    ] as const) {
      const root = makeRoot(host);
      const [picker] = containersOf(json, 'jupyter');
      const ended = await run(argvOf(picker!, root, shell), environmentOf(picker!, secrets));
      expect(ended.code).not.toBe(0);
      expect(ended.stderr).toContain(reason);
      expect(ended.stderr).not.toContain('word-');
    }
  });

  it('start no app whose values are missing', async () => {
    const root = makeRoot(undefined);
    const app = containersOf(json, 'jupyter').at(-1)!;
    const ended = await run(argvOf(app, root, shell), environmentOf(app, secrets));
    expect(ended.code).not.toBe(0);
    expect(ended.stdout).toBe('');
  });
});

describe('the values of a seat with a name of its own', () => {
  it('hold the address that its participant opens', async () => {
    const hosted = testWorkshop({
      apps,
      options: {
        exposure: { kind: 'hosts', domain: 'lab.example.org', zone: undefined, certificate: 'arn:aws:acm:x' },
      },
    });
    const batch = batchOf(hosted, 'batch-001', credentials);
    const root = makeRoot(hostFile(batch.json, '002'));
    const [picker, , app] = containersOf(batch.json, 'airflow');
    await run(argvOf(picker!, root), environmentOf(picker!, batch.secrets));
    const { stdout } = await run(argvOf(app!, root), environmentOf(app!, batch.secrets));
    expect((JSON.parse(stdout) as [Record<string, string>])[0]).toMatchObject({
      USHER_URL: 'https://airflow-002.lab.example.org/',
      USHER_URL_JUPYTER: 'https://jupyter-002.lab.example.org/',
    });
  });
});
