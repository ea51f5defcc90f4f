/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCredentials } from '../../workshop/credentials';
import { createMask, MASK } from '../../workshop/mask';
import type { Workshop } from '../../workshop/workshop';
import { openTestStore } from '../support/store';
import { createWorld, SECRET, type World } from '../support/world';

let world: World;
let nov: Workshop;
const credentials = createCredentials(SECRET);
beforeEach(async () => {
  world = createWorld(await openTestStore());
  nov = await world.deployed(12);
});
afterEach(() => world.usher.drain());

describe('the mask', () => {
  it('takes out the words and keys of every seat and the database, however they are written', () => {
    const mask = createMask(credentials, nov);
    for (let no = 1; no <= 12; no += 1) {
      const password = credentials.seatPassword(nov, no);
      expect(mask(`login(${password})x`)).toBe(`login(${MASK})x`);
      expect(mask(`seat-00${no}:${password}@host`)).not.toContain(password);
      for (const purpose of ['jupyter-cookie', 'airflow-fernet', 'airflow-jwt', 'airflow-api', 'airflow-database']) {
        const key = credentials.seatKey(nov, no, purpose);
        expect(mask(`<${key}>`)).toBe(`<${MASK}>`);
      }
    }
    const master = credentials.databasePassword(nov);
    expect(mask(`psql ${master}`)).toBe(`psql ${MASK}`);
  });

  it.each([
    ['AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
    ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'wJalrXUtnFEMI'],
    ['Authorization: Bearer abc.def-123456', 'abc.def-123456'],
    ['Authorization: Basic c2VhdC0wMDc6eA==', 'c2VhdC0wMDc6eA'],
    ['connecting to postgresql+psycopg2://airflow:hunter22@db:5432/x', 'hunter22'],
    ['{"password": "hunter22", "user": "x"}', 'hunter22'],
    ['http://0.0.0.0:8888/lab?token=0123456789abcdef', '0123456789abcdef'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF-_123', 'eyJzdWIiOiIxIn0'],
    ['slack xoxb-123456789012-abcdef', '123456789012-abcdef'],
  ])('takes the secret out of %j', (line, secret) => {
    const masked = createMask(credentials, nov)(line);
    expect(masked).not.toContain(secret);
    expect(masked).toContain(MASK);
  });

  it.each([
    '[I 2026-11-26 04:02:46.123 ServerApp] Saving file at /notes.txt',
    'INFO:     10.0.0.8:0 - "POST /login HTTP/1.1" 302',
    'database airflow_007 is ready',
    'see https://jupyter.org/security for more',
  ])('leaves %j as it is', (line) => expect(createMask(credentials, nov)(line)).toBe(line));
});

it('gives the lines of the apps asked for, clean, and puts on record who read them', async () => {
  const at = new Date();
  const password = credentials.seatPassword(nov, 7);
  world.cloud.written.set('7 jupyter', [
    { at, container: 'jupyter', text: `\u001b[32mok\u001b[0m ${password}\u0007` },
    { at, container: 'jupyter', text: 'Killed' },
  ]);
  const logs = await world.usher.logs(nov, 'U-ADA', 7, ['jupyter', 'airflow'], 20);
  expect(logs.get('jupyter')?.map(({ text }) => text)).toEqual([`ok ${MASK}`, 'Killed']);
  expect(logs.get('airflow')).toEqual([]);
  expect(world.events).toContainEqual(
    expect.objectContaining({ type: 'logs-read', actor: 'U-ADA', no: 7, apps: ['jupyter', 'airflow'] }),
  );
});
