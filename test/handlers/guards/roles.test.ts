/** @jest-environment ./test/support/pglite-environment.cjs */
import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { registerHandlers, type HandlerDeps } from '../../../handlers';
import { registry } from '../../../handlers/commands';
import { BUTTONS, COMMANDS, leastFor, WINDOWS } from '../../../handlers/guards/roles';
import type { Least } from '../../../workshop/crew';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

/** Patterns and ids that are registered for clicks and windows, but for the one that hears everything else. */
function registered(kind: 'action' | 'view'): (RegExp | string)[] {
  const heard: (RegExp | string)[] = [];
  const note = (id: RegExp | string | { readonly action_id: RegExp }): void =>
    void heard.push(typeof id === 'string' || id instanceof RegExp ? id : id.action_id);
  const nothing = (): void => undefined;
  const app = { use: nothing, command: nothing, event: nothing, action: nothing, view: nothing, [kind]: note };
  registerHandlers(app as unknown as App, { usher: { subscribe: () => nothing } } as unknown as HandlerDeps);
  return heard.filter((id) => !String(id).startsWith('/^(?!'));
}

const hears = (id: RegExp | string, name: string): boolean => (typeof id === 'string' ? id === name : id.test(name));

describe('the table of roles', () => {
  it('has every command, and no other', () => {
    const named = Object.keys(COMMANDS).filter((name) => !name.includes(' '));
    expect(named.sort()).toEqual(Object.keys(registry.commands).sort());
    const parts = Object.keys(COMMANDS).filter((name) => name.includes(' '));
    for (const part of parts) expect(registry.commands[part.split(' ')[0] ?? '']?.part).toBeDefined();
  });

  it.each([
    ['button', 'action', BUTTONS],
    ['window', 'view', WINDOWS],
  ] as const)('has every %s that is listened to, and no other', (_, kind, table) => {
    const heard = registered(kind);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.filter((id) => !Object.keys(table).some((name) => hears(id, name)))).toEqual([]);
    expect(Object.keys(table).filter((name) => !heard.some((id) => hears(id, name)))).toEqual([]);
  });

  it('lets helpers look and mend, and no more', () => {
    const of = (least: Least): string[] => Object.keys(COMMANDS).filter((name) => COMMANDS[name] === least);
    expect(of('everyone')).toEqual(['help']);
    expect(of('helper').sort()).toEqual([
      'crew',
      'find',
      'health',
      'logs',
      'restart',
      'roster',
      'status',
      'stuck',
      'swap',
      'visit',
      'waitlist',
    ]);
    expect(of('house').sort()).toEqual(['doctor', 'new']);
  });

  it('leaves what it does not know to the organisers of every workshop', () => {
    expect(leastFor(COMMANDS, 'constructor')).toBe('house');
    expect(leastFor(BUTTONS, 'made-up')).toBe('house');
  });
});

describe('what a role is worth', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
    const { world, slack } = bench;
    const ada = slack.person('ada').id;
    const more = { crewChannel: slack.channelId('crew'), room: slack.channelId('workshop'), by: ada };
    await world.deployed(2, { name: 'nov', ...more });
    const oct = await world.deployed(2, { name: 'oct', ...more, crewChannel: 'C0OTHER' });
    await world.usher.addCrew(oct, ada, slack.person('mary').id, 'helper');
    await world.usher.addCrew(oct, ada, slack.person('grace').id, 'organiser');
  });
  afterEach(() => bench.stop());

  /** What each command needs besides its workshop; `help`, `list`, `new` and `doctor` are about none, and `stuck` names none. */
  const WORDS: Readonly<Record<string, string>> = {
    files: 'push --workshop nov',
    restart: '1 jupyter nov',
    replace: '1 nov',
    scale: '5 nov',
    extend: '2h nov',
    assign: '1 "Ann Smith" nov',
    release: '1 nov',
    find: '1 nov',
    logs: '1 nov',
    visit: '1 nov',
    swap: '1 nov',
    announce: '--workshop nov Lunch',
    'roster csv': 'nov',
    'crew add': '@alan helper nov',
    'crew remove': '@alan nov',
  };
  const ABOUT_ONE = Object.keys(COMMANDS).filter((name) => !['help', 'list', 'new', 'doctor', 'stuck'].includes(name));
  const refusal = /in the crew of \*nov\*|is for organisers|are for organisers/;
  const answered = (name: string, before: number): Promise<string> =>
    bench
      .person(name)
      .waitFor(({ ephemeral, ts }) => ephemeral && Number(ts) > before, 'an answer')
      .then(wordsOf);
  const newest = (name: string): number =>
    Math.max(
      0,
      ...bench
        .person(name)
        .state()
        .messages.map(({ ts }) => Number(ts)),
    );

  it('does nothing of any command in a workshop whose crew one is not in, whatever one is elsewhere', async () => {
    const before = bench.world.events.length;
    const allowed: string[] = [];
    for (const command of ABOUT_ONE) {
      for (const name of ['mary', 'grace']) {
        const seen = newest(name);
        await bench.say(name, 'workshop', `/workshop ${command} ${WORDS[command] ?? 'nov'}`);
        if (!refusal.test(await answered(name, seen))) allowed.push(`${name}: ${command}`);
      }
    }
    expect(allowed).toEqual([]);
    expect(bench.world.events.slice(before)).toEqual([]);
    expect(bench.person('grace').state().view).toBeUndefined();
  });

  it('takes a helper for a helper: looks and restarts, and asks organisers for the rest', async () => {
    await bench.say('mary', 'workshop', '/workshop status oct');
    const status = wordsOf(await bench.sees('mary', '*oct* · '));
    expect(status).not.toContain('an hour');
    const before = bench.world.events.length;
    for (const words of [
      'deploy oct',
      'scale 5 oct',
      'replace 1 oct',
      'stop oct',
      'start oct',
      'destroy oct',
      'open oct',
      'close oct',
      'plan oct',
      'crew add @alan oct',
      'list',
      'new dec 2',
    ]) {
      const seen = newest('mary');
      await bench.say('mary', 'workshop', `/workshop ${words}`);
      expect(await answered('mary', seen)).toMatch(/for organisers/);
    }
    expect(bench.world.events.slice(before)).toEqual([]);
    await bench.say('mary', 'workshop', '/workshop restart 1 jupyter oct');
    await bench.sees('mary', 'Restarting Jupyter at seat 1 of');
  });

  it('takes the only workshop somebody may do it to for the one they mean', async () => {
    await bench.say('grace', 'workshop', '/workshop status');
    await bench.sees('grace', '*oct* · ');
    await bench.say('grace', 'workshop', '/workshop list');
    expect(wordsOf(await bench.sees('grace', '*oct* '))).not.toContain('nov');
    await bench.say('grace', 'workshop', '/workshop doctor');
    await bench.sees('grace', 'That is for organisers of every workshop');
  });

  it('shows a helper the commands of helpers', async () => {
    await bench.say('mary', 'workshop', '/workshop help');
    const overview = wordsOf(await bench.sees('mary', 'then one of these'));
    expect(overview).toContain('`restart`  ');
    expect(overview).not.toMatch(/`(deploy|destroy|new)` {2}/);
  });

  it('is asked again when a button is clicked: whoever sees it need not be allowed it', async () => {
    const nov = await bench.world.usher.find('nov', '');
    if (!('found' in nov)) throw new Error('no nov');
    const lunch = await bench.world.usher.announcements.draft(nov.found, 'U1', 'Lunch', { kind: 'all' });
    const asked = await bench.world.usher.helping.ask(nov.found, 1, { by: 'U1', way: 'crew', words: '', pictures: [] });
    const pushed = await bench.world.usher.errands.draftPush(nov.found, 'U1', 'a.txt', { named: 'a.txt' });
    if ('refused' in pushed) throw new Error(pushed.refused);
    const request = 'asked' in asked ? asked.asked.id : '';
    const click = (name: string, id: string, value: string): Promise<void> =>
      bench.bot.app.processEvent({
        body: {
          type: 'block_actions',
          user: { id: bench.person(name).id },
          channel: { id: bench.slack.channelId('crew') },
          container: { type: 'message' },
          actions: [{ type: 'button', action_id: id, block_id: 'b', value, action_ts: '9.9' }],
        },
        ack: () => Promise.resolve(),
      });
    const values: Readonly<Record<string, string>> = {
      'deploy-ask': nov.found.id,
      'deploy-go': nov.found.id,
      'rehearse-go': `${nov.found.id} all 60000`,
      'rehearse-keep': nov.found.id,
      'venue-go': `${nov.found.id} page 3600000`,
      'venue-end': nov.found.id,
      'allow-go': `${nov.found.id} 203.0.113.0/24`,
      'restart-go': JSON.stringify({ workshop: nov.found.id, seats: { kind: 'all' }, apps: [] }),
      'mend-seat': JSON.stringify({ workshop: nov.found.id, seat: 1, apps: [] }),
      'mend-all': JSON.stringify({ workshop: nov.found.id }),
      'offer-unopened': nov.found.id,
      'assign-move': JSON.stringify({ workshop: nov.found.id, no: 1, from: 2, participant: 'p1' }),
      'release-go': JSON.stringify({ workshop: nov.found.id, no: 1, participant: 'p1' }),
      'roster-csv': nov.found.id,
      'roster-upload': nov.found.id,
      'roster-cards': nov.found.id,
      'roster-which': JSON.stringify({
        workshop: nov.found.id,
        file: { id: 'F1', name: 'a.csv', size: 1, url: 'https://files.slack.com/a' },
      }),
      'quota-ask': JSON.stringify({ workshop: nov.found.id, code: 'L-1216C47A' }),
      'audit-older': JSON.stringify({ workshop: nov.found.id }),
      'audit-csv': JSON.stringify({ workshop: nov.found.id }),
      'logs-file': JSON.stringify({ workshop: nov.found.id, seat: 1, apps: ['jupyter'] }),
      'run-command': JSON.stringify({ text: 'open', workshop: 'nov' }),
      'extend-end': `${nov.found.id} 2`,
      'limit-extend': `${nov.found.id} 300`,
      'receipt-file': nov.found.id,
      'help-take': JSON.stringify({ request }),
      'help-restart': JSON.stringify({ request }),
      'help-swap': JSON.stringify({ request }),
      'swap-go': JSON.stringify({ workshop: nov.found.id, seat: 1 }),
      'help-done': JSON.stringify({ request }),
      'announce-go': lunch.announcement.id,
      'replace-ask': JSON.stringify({ workshop: nov.found.id, seat: 1 }),
      'replace-go': JSON.stringify({ workshop: nov.found.id, seats: { kind: 'all' }, count: 2 }),
      'scale-go': JSON.stringify({ workshop: nov.found.id, seats: 3, mark: 'x' }),
      'stop-go': nov.found.id,
      'start-go': `${nov.found.id} now`,
      'collect-first': nov.found.id,
      'archive-cards': nov.found.id,
      'push-go': pushed.draft.id,
      'free-left': JSON.stringify({ workshop: nov.found.id, seat: 1 }),
    };
    const known = Object.keys(BUTTONS).filter((id) => BUTTONS[id] === 'helper' || BUTTONS[id] === 'organiser');
    expect(known.filter((id) => !(id in values)).sort()).toEqual([
      'cancel-operation',
      'choose-workshop',
      'not-now',
      'roster-go',
    ]);
    const before = bench.world.events.length;
    for (const [id, value] of Object.entries(values))
      for (const name of ['mary', 'grace', 'alan']) await click(name, id, value);
    expect(bench.world.events.slice(before)).toEqual([]);
    expect(bench.world.cloud.restarted).toEqual([]);
    expect(bench.world.cloud.told).toEqual([]);
  });
});
