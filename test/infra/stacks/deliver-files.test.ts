import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { synthJson, testWorkshop } from './support';

interface Container {
  readonly name: string;
  readonly essential: boolean;
  readonly entryPoint: string[];
  readonly command: string[];
  readonly environment: { name: string; value: string }[];
  readonly mountPoints: { sourceVolume: string; containerPath: string }[];
  readonly dependsOn?: { containerName: string; condition: string }[];
  readonly startTimeout?: number;
}

/** Containers of an app's task, whatever the definition is called. */
const containersOf = (app: string, options = {}): Container[] => {
  const { resource } = synthJson(testWorkshop({ options }), 'batch-001');
  const definition = Object.entries(resource['aws_ecs_task_definition'] ?? {}).find(([id]) => id.startsWith(app));
  return JSON.parse(String(definition?.[1]['container_definitions'])) as Container[];
};
const FILES = { files: { kind: 'folder', path: '/lessons' } } as const;
const filesContainer = (): Container => containersOf('jupyter', FILES).find(({ name }) => name === 'jupyter-files')!;

describe('the container that brings the files', () => {
  it('runs before the first app of a seat alone, and only where there are files', () => {
    expect(containersOf('jupyter').map(({ name }) => name)).not.toContain('jupyter-files');
    expect(containersOf('airflow', FILES).map(({ name }) => name)).not.toContain('airflow-files');
    const jupyter = containersOf('jupyter', FILES);
    const app = jupyter.find(({ name }) => name === 'jupyter')!;
    // Not SUCCESS: the app starts whatever becomes of the files.
    expect(app.dependsOn).toContainEqual({ containerName: 'jupyter-files', condition: 'COMPLETE' });
    expect(filesContainer().essential).toBe(false);
    expect(app.mountPoints).toEqual(expect.arrayContaining(filesContainer().mountPoints));
  });

  it('asks the region’s own S3 for the workshop’s prefix, and gives up before ECS does', () => {
    const container = filesContainer();
    expect(Object.fromEntries(container.environment.map(({ name, value }) => [name, value]))).toMatchObject({
      USHER_FILES: 's3://${data.terraform_remote_state.network.outputs.bucket}/assignments/',
      AWS_REGION: 'eu-west-1',
    });
    const patience = Number(/timeout (\d+) aws/.exec(container.command[0]!)?.[1]);
    expect(container.startTimeout).toBeGreaterThan(patience);
  });
});

describe('files in a seat', () => {
  let root: string;
  const work = (path: string) => join(root, 'work', path);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const publish = (path: string, text: string) => write(join(root, 'bucket', path), text);
  const read = (path: string) => readFileSync(work(path), 'utf8');
  const tree = () =>
    readdirSync(work(''), { recursive: true, encoding: 'utf8' })
      .filter((path) => !path.startsWith('.usher') && !statSync(work(path)).isDirectory())
      .sort();
  /** The script of the synthesised stack, as Terraform would hand it over, with an `aws` that copies from a folder. */
  const deliver = () => {
    const { entryPoint, command } = filesContainer();
    const script = command[0]!.replaceAll('$${', '${').replaceAll('%%{', '%{');
    const PATH = `${join(root, 'bin')}${delimiter}${process.env['PATH']}`;
    const env = { PATH, WORK: work(''), USHER_FILES: 's3://bucket/assignments/' };
    const run = spawnSync(entryPoint[0]!, [...entryPoint.slice(1), script], { encoding: 'utf8', env });
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
    return run.stdout.trim().split('\n').sort();
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'usher-files-'));
    mkdirSync(work(''), { recursive: true });
    mkdirSync(join(root, 'bucket'));
    mkdirSync(join(root, 'bin'));
    chmodSync(work(''), 0o2777);
    const aws = `#!/bin/sh
[ "$1 $2 $3" = "s3 sync s3://bucket/assignments/" ] || exit 9
case "$*" in *" --delete --exact-timestamps "*) ;; *) exit 9 ;; esac
[ ! -e ${root}/offline ] || exit 1
rm -rf "$4" && cp -R ${root}/bucket "$4"
`;
    writeFileSync(join(root, 'bin', 'aws'), aws, { mode: 0o755 });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('are all there at the first start, with folders, odd names and everybody’s right to write', () => {
    publish('lesson 1.ipynb', 'one');
    publish('dags/etl/daily.py', 'dag');
    publish('.config', 'hidden');
    publish("it's [50%] ${HOME} *.txt", 'odd');
    deliver();
    expect(tree()).toEqual(['.config', 'dags/etl/daily.py', "it's [50%] ${HOME} *.txt", 'lesson 1.ipynb']);
    expect(read('dags/etl/daily.py')).toBe('dag');
    expect(statSync(work('lesson 1.ipynb')).mode & 0o777).toBe(0o666);
    expect(statSync(work('dags/etl')).mode & 0o777).toBe(0o777);
    expect(statSync(work('dags/etl')).gid).toBe(statSync(work('')).gid);
  });

  it('follow the organiser as long as nobody touched them', () => {
    publish('lesson.ipynb', 'one');
    publish('old.md', 'stays');
    deliver();
    publish('lesson.ipynb', 'two');
    publish('extra/more.md', 'new');
    rmSync(join(root, 'bucket/old.md'));
    expect(deliver()).toEqual(['extra/more.md is new', 'lesson.ipynb is up to date']);
    expect(read('lesson.ipynb')).toBe('two');
    expect(tree()).toEqual(['extra/more.md', 'lesson.ipynb', 'old.md']);
  });

  it('are never overwritten once they were edited: the new version comes beside them, once', () => {
    publish('lesson.ipynb', 'one');
    publish('Makefile', 'one');
    deliver();
    write(work('lesson.ipynb'), 'mine');
    write(work('Makefile'), 'mine');
    publish('lesson.ipynb', 'two');
    publish('Makefile', 'two');
    deliver();
    const beside = ['Makefile', 'Makefile.new', 'lesson.ipynb', 'lesson.new.ipynb'];
    expect(tree()).toEqual(beside);
    expect([read('lesson.ipynb'), read('lesson.new.ipynb'), read('Makefile')]).toEqual(['mine', 'two', 'mine']);
    rmSync(work('Makefile.new'));
    write(work('lesson.new.ipynb'), 'mine too');
    deliver();
    expect(tree()).toEqual(beside.filter((path) => path !== 'Makefile.new'));
    publish('lesson.ipynb', 'three');
    deliver();
    expect([read('lesson.ipynb'), read('lesson.new.ipynb'), read('lesson.new2.ipynb')]).toEqual([
      'mine',
      'mine too',
      'three',
    ]);
  });

  it('that somebody had already under that name stay theirs', () => {
    write(work('notes.md'), 'mine');
    write(work('data/x'), 'mine');
    publish('notes.md', 'theirs');
    publish('data', 'a file where a folder is');
    publish('same.md', 'same');
    write(work('same.md'), 'same');
    deliver();
    expect([read('notes.md'), read('notes.new.md'), read('data/x')]).toEqual(['mine', 'theirs', 'mine']);
    expect(tree()).toEqual(['data.new', 'data/x', 'notes.md', 'notes.new.md', 'same.md']);
  });

  it('stay deleted, whatever becomes of them', () => {
    publish('lesson.ipynb', 'one');
    deliver();
    rmSync(work('lesson.ipynb'));
    deliver();
    expect(tree()).toEqual([]);
    publish('lesson.ipynb', 'two');
    expect(deliver()).toEqual(['lesson.ipynb was deleted here and stays so']);
    expect(tree()).toEqual([]);
  });

  it('are written through no link that leads elsewhere', () => {
    publish('lesson.ipynb', 'one');
    write(join(root, 'elsewhere'), 'untouched');
    symlinkSync(join(root, 'elsewhere'), work('lesson.ipynb'));
    deliver();
    expect(readFileSync(join(root, 'elsewhere'), 'utf8')).toBe('untouched');
    expect(read('lesson.new.ipynb')).toBe('one');
  });

  it('keep nobody waiting where S3 is out of reach or has none', () => {
    expect(deliver()).toEqual(['there are no files']);
    writeFileSync(join(root, 'offline'), '');
    expect(deliver()).toContain('not all files could be fetched: going on with what is here');
    publish('lesson.ipynb', 'one');
    expect(existsSync(work('lesson.ipynb'))).toBe(false);
    rmSync(join(root, 'offline'));
    expect(deliver()).toEqual(['lesson.ipynb is new']);
  });

  it('that cannot be put down now come with a later start', () => {
    publish('week/lesson.ipynb', 'one');
    write(work('week'), 'a file where a folder must be');
    const { entryPoint, command } = filesContainer();
    const env = {
      PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}`,
      WORK: work(''),
      USHER_FILES: 's3://bucket/assignments/',
    };
    const script = command[0]!.replaceAll('$${', '${').replaceAll('%%{', '%{');
    expect(spawnSync(entryPoint[0]!, [...entryPoint.slice(1), script], { env }).status).toBe(0);
    expect(read('week')).toBe('a file where a folder must be');
    rmSync(work('week'));
    deliver();
    expect(read('week/lesson.ipynb')).toBe('one');
  });
});
