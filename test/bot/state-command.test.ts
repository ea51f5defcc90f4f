/** @jest-environment ./test/support/pglite-environment.cjs */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { moveState, readRequest } from '../../bot/state-command';
import { lockFolder } from '../../store/folder-lock';
import type { Store } from '../../workshop/ports/store';
import { startMoto, type Moto } from '../infra/stacks/terraform';
import { environment, REGION, scratch, state } from '../infra/state/support';
import { describeReal } from '../infra/terraform/real';
import { workshop } from '../infra/terraform/support';
import { openTestStore } from '../support/store';

describe('npm run state', () => {
  it('reads where to, and which workshop', () => {
    expect(readRequest(['move', '--to', 's3'])).toEqual({ to: 's3', workshop: undefined });
    expect(readRequest(['move', '--to', 'files', '--workshop', 'nov'])).toEqual({ to: 'files', workshop: 'nov' });
  });

  it.each([[[]], [['move']], [['move', '--to', 'gcs']], [['copy', '--to', 's3']], [['move', '--too', 's3']]])(
    'answers %j with how it is used',
    (args) => expect(() => readRequest(args)).toThrow('npm run state -- move --to s3'),
  );

  it('refuses while an Usher runs on the same data, and names it', async () => {
    const dataDir = scratch();
    const lock = await lockFolder(join(dataDir, 'lock'));
    const run = spawnSync(
      process.execPath,
      ['--import', 'tsx', join(__dirname, '../../bot/state.ts'), 'move', '--to', 's3'],
      {
        env: {
          ...environment('http://127.0.0.1:9'),
          SLACK_BOT_TOKEN: 'xoxb-1',
          SLACK_APP_TOKEN: 'xapp-1',
          USHER_DATA_DIR: dataDir,
          USHER_STATE_BUCKET: 'usher-state',
        },
        encoding: 'utf8',
      },
    );
    await lock.release();
    rmSync(dataDir, { recursive: true, force: true });
    expect(run.stderr).toContain(`Another Usher (pid ${process.pid})`);
    expect(run.status).toBe(1);
  });
});

describeReal('npm run state on a bucket', () => {
  let moto: Moto;
  let store: Store;
  let dataDir: string;
  beforeAll(async () => void (moto = (await startMoto(REGION)) as Moto), 90_000);
  afterAll(() => moto?.stop());
  beforeEach(async () => {
    dataDir = scratch();
    store = await openTestStore();
  });
  afterEach(async () => {
    rmSync(dataDir, { recursive: true, force: true });
    await store.close();
  });

  const statesOf = (workshop: string): string => join(dataDir, 'terraform', workshop, 'state');
  const put = (workshop: string): void => {
    mkdirSync(statesOf(workshop), { recursive: true });
    writeFileSync(join(statesOf(workshop), 'network.tfstate'), state(1, workshop));
  };
  const move = async (to: 's3' | 'files', workshop?: string): Promise<{ good: boolean; said: string }> => {
    const config = { dataDir, stateBucket: 'usher-state-command', aws: { region: REGION, endpoint: moto.endpoint } };
    const lines: string[] = [];
    const env = environment(moto.endpoint);
    const good = await moveState({ to, workshop }, store, config, env, (line) => lines.push(line));
    return { good, said: lines.join('\n') };
  };

  it('moves one workshop or all into a bucket it makes, and back', async () => {
    ['nov-aaaaaa', 'nov-2-bbbbbb'].forEach(put);
    const one = await move('s3', 'nov');
    expect(one.good).toBe(true);
    expect(one.said).toMatch(/^nov-aaaaaa network is moved \(serial 1\); the old copy is .*moved-to-s3-\d+T\d+Z$/);
    expect(readdirSync(statesOf('nov-2-bbbbbb'))).toEqual(['network.tfstate']);
    expect((await move('s3')).said).toContain('nov-2-bbbbbb network is moved');
    expect((await move('files')).good).toBe(true);
    for (const each of ['nov-aaaaaa', 'nov-2-bbbbbb']) expect(readdirSync(statesOf(each))).toContain('network.tfstate');
    expect((await move('s3', 'dec')).said).toBe('dec has no state to move.');
  });

  it('leaves a workshop alone whose deploy has not ended, and moves the others', async () => {
    const busy = await store.workshops.create(workshop);
    if (busy === 'taken') throw new Error('the name is taken');
    await store.operations.begin({ workshopId: busy.id, kind: 'deploy', startedBy: 'U1', stacks: ['network'] });
    const key = `${busy.spec.name}-${busy.suffix}`;
    [key, 'dec-cccccc'].forEach(put);
    const { good, said } = await move('s3');
    expect(good).toBe(false);
    expect(said).toContain(`${key} was not moved: Its deploy has not ended.`);
    expect(said).toContain('dec-cccccc network is moved');
    expect(readdirSync(statesOf(key))).toEqual(['network.tfstate']);
  });
});
