import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig, readWorkerConfig } from '../../bot/config';
import { readSecret } from '../../bot/secret';

const enough = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', AWS_REGION: 'eu-west-1' };

const problemsOf = (variables: Record<string, string>): readonly string[] => {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('configuration', () => {
  it('needs three variables and defaults the rest', () => {
    expect(readConfig(enough)).toEqual({
      slack: {
        botToken: 'xoxb-1',
        apiUrl: 'https://slack.com/api/',
        transport: { kind: 'socket', appToken: 'xapp-1' },
      },
      aws: { region: 'eu-west-1', endpoint: undefined },
      databaseUrl: undefined,
      dataDir: '.usher',
      workshopsDir: join('.usher', 'workshops'),
      organisers: [],
      secret: undefined,
      stateBucket: undefined,
      pollMs: 10_000,
      registerMs: 600_000,
      sweepMs: 60_000,
      stopMs: undefined,
      localPorts: new Map(),
    });
  });

  it('of a worker needs no Slack, and what it shares with its bots', () => {
    const shared = { AWS_REGION: 'eu-west-1', DATABASE_URL: 'postgres://usher@db/usher', USHER_SECRET: 'x'.repeat(32) };
    expect(readWorkerConfig({ ...shared, USHER_STATE_BUCKET: 'usher-state' })).toMatchObject({
      databaseUrl: shared.DATABASE_URL,
      stateBucket: 'usher-state',
    });
    const problems = (() => {
      try {
        readWorkerConfig({});
      } catch (error) {
        if (error instanceof ConfigError) return error.problems;
      }
      return [];
    })();
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'AWS_REGION',
      'DATABASE_URL',
      'USHER_STATE_BUCKET',
    ]);
  });

  it('turns the health sweep off by a 0', () => {
    expect(readConfig({ ...enough, USHER_SWEEP_SECONDS: '0' }).sweepMs).toBeUndefined();
    expect(readConfig({ ...enough, USHER_SWEEP_SECONDS: '2.5' }).sweepMs).toBe(2_500);
    expect(problemsOf({ ...enough, USHER_SWEEP_SECONDS: 'often' })).toEqual([expect.stringContaining('0 turns')]);
  });

  it('reports every problem at once, each with its mend', () => {
    const problems = problemsOf({
      SLACK_BOT_TOKEN: 'bot',
      AWS_REGION: 'Frankfurt',
      DATABASE_URL: 'mysql://x',
      PORT: 'http',
      USHER_ORGANISERS: 'ada',
      USHER_SECRET: 'short',
    });
    expect(problems).toHaveLength(7);
    for (const name of [
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
      'AWS_REGION',
      'DATABASE_URL',
      'PORT',
      'USHER_ORGANISERS',
      'USHER_SECRET',
    ]) {
      expect(problems.filter((problem) => problem.startsWith(name))).toHaveLength(1);
    }
  });

  it('never repeats a value that may be a secret', () => {
    expect(problemsOf({ ...enough, SLACK_BOT_TOKEN: 'hunter2', USHER_SECRET: 'hunter2' }).join()).not.toContain(
      'hunter2',
    );
  });

  it('takes signed HTTP with a port instead of a socket', () => {
    const http = { ...enough, SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: '0123456789abcdef' };
    expect(problemsOf(http)).toEqual([expect.stringContaining('PORT is missing')]);
    expect(readConfig({ ...http, PORT: '3000' }).slack.transport).toMatchObject({ kind: 'http', port: 3000 });
  });

  it('asks for a shared secret where several machines may run', () => {
    expect(problemsOf({ ...enough, DATABASE_URL: 'postgres://db/usher' })).toEqual([
      expect.stringContaining('USHER_SECRET is missing'),
    ]);
  });

  it('completes the slash of another Slack and splits the organisers', () => {
    const config = readConfig({
      ...enough,
      SLACK_API_URL: 'http://127.0.0.1:4545/api',
      USHER_ORGANISERS: 'U0AB, S0CD',
    });
    expect(config.slack.apiUrl).toBe('http://127.0.0.1:4545/api/');
    expect(config.organisers).toEqual(['U0AB', 'S0CD']);
  });
});

describe('the ports of a local AWS', () => {
  it('are read as it prints them', () => {
    const { localPorts } = readConfig({ ...enough, USHER_LOCAL_PORTS: '80:20080,443:20443' });
    expect([...localPorts]).toEqual([
      [80, 20080],
      [443, 20443],
    ]);
    expect(problemsOf({ ...enough, USHER_LOCAL_PORTS: '20443' })).toEqual([
      expect.stringContaining('USHER_LOCAL_PORTS is not'),
    ]);
  });
});

describe('the master secret', () => {
  it('is made once, kept privately, and found again', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'usher-secret-')), 'data');
    const first = readSecret(undefined, folder);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(readSecret(undefined, folder)).toBe(first);
    expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0);
    expect(readFileSync(join(folder, 'secret'), 'utf8').trim()).toBe(first);
  });

  it('is the given one where one is given', () => {
    expect(readSecret('given', '/nowhere')).toBe('given');
  });
});
