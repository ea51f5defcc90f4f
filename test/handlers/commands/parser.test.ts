import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { registry } from '../../../handlers/commands';
import { parseCommand } from '../../../handlers/commands/parse';
import { LONGEST_COMMAND } from '../../../handlers/commands/parse/tokens';

/** Name and request of what was understood. */
function understood(text: string): Readonly<Record<string, unknown>> {
  const parsed = parseCommand(text, registry);
  if (parsed.kind !== 'request') throw new Error(`not understood: ${text}: ${parsed.says}`);
  return { name: parsed.name, ...parsed.request };
}

/** What is said to a command that was not understood. */
function refused(text: string): string {
  const parsed = parseCommand(text, registry);
  if (parsed.kind !== 'usage error') throw new Error(`understood: ${text}: ${JSON.stringify(parsed.request)}`);
  return [parsed.says, parsed.example].filter((part) => part !== undefined).join(' | ');
}

describe('the command parser', () => {
  it('never throws and always answers, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const parsed = parseCommand(text, registry);
        if (parsed.kind === 'usage error') expect(parsed.says).not.toBe('');
        else expect(registry.commands[parsed.name]).toBe(parsed.command);
      }),
    );
  });

  it('never throws and always answers on words that nearly make sense', () => {
    const word = fc.oneof(
      fc.constantFrom(...Object.keys(registry.commands), ...Object.keys(registry.synonyms)),
      fc.constantFrom(
        '--room',
        '--until',
        '--join=room',
        '--region',
        '--',
        '--past',
        '—until',
        '--__proto__',
        '=',
        '"',
      ),
      fc.constantFrom('nov', '7', '007', '3-9', '9-3', '0', '-1', '<@U1|ada>', '<#C1|crew>', 'failing', 'all', '17:30'),
      fc.constantFrom('constructor', 'toString', '__proto__', '“nov', 'many', '\u0000', '1,001', '2h', 'tomorrow'),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const parsed = parseCommand(words.join(' '), registry);
        if (parsed.kind === 'usage error') expect(parsed.says.trim()).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it('answers nothing typed with help', () => {
    expect(understood('')).toEqual({ name: 'help' });
    expect(understood(' \t ')).toEqual({ name: 'help' });
  });

  it.each([
    ['new nov 12', { name: 'new', seats: 12 }],
    ['new nov 12 --join Code', { name: 'new', seats: 12, join: 'code' }],
    ['  NEW   Nov  12 ', { name: 'new', seats: 12 }],
    ['new “nov” 12', { name: 'new', seats: 12 }],
    ['new 12 nov', { name: 'new', seats: 12 }],
    ['new nov 1,000', { name: 'new', seats: 1000 }],
    ['new nov 1', { name: 'new', seats: 1 }],
    ['new --seats 12 --name nov', { name: 'new', seats: 12 }],
    ['new nov 12 --room <#C1|crew room>', { name: 'new', seats: 12, room: 'C1' }],
    ['new nov 12 —room <#C1|crew> –join ROOM', { name: 'new', seats: 12, join: 'room', room: 'C1' }],
    ['new nov 12 --region=EU-Central-1', { name: 'new', seats: 12, region: 'eu-central-1' }],
    ['new nov 12 --region Frankfurt', { name: 'new', seats: 12, region: 'eu-central-1' }],
    ['new nov 12 --until 17:30', { name: 'new', seats: 12, until: { kind: 'time', hour: 17, minute: 30 } }],
    [
      'new nov 12 --until tomorrow 9am --room <#C1>',
      { name: 'new', seats: 12, room: 'C1', until: { kind: 'time', days: 1, hour: 9, minute: 0 } },
    ],
  ])('reads %s', (text, request) => {
    const parsed = parseCommand(text, registry);
    if (parsed.kind !== 'request') throw new Error(parsed.says);
    expect(parsed.name).toBe('new');
    expect(parsed.request).toEqual({ ...request, name: 'nov' });
  });

  it('opens the form for `new` without words', () => {
    const parsed = parseCommand('new', registry);
    expect(parsed).toMatchObject({ kind: 'request', request: { form: true } });
  });

  it.each([
    ['up', 'deploy'],
    ['create', 'deploy'],
    ['START', 'start'],
    ['wake', 'start'],
    ['off', 'stop'],
    ['grow 90', 'scale'],
    ['down', 'destroy'],
    ['end', 'destroy'],
    ['finish', 'destroy'],
    ['delete', 'destroy'],
    ['cost', 'status'],
    ['bill', 'status'],
    ['who 7', 'find'],
    ['where is <@U1|ada>', 'find'],
    ['people', 'roster'],
    ['give 7 <@U1|ada>', 'assign'],
    ['free 7', 'release'],
    ['print 7', 'cards'],
    ['fix 7', 'restart'],
    ['reboot 7', 'restart'],
  ])('understands %s as %s', (text, name) => {
    expect(understood(text)).toMatchObject({ name });
  });

  it.each([
    ['restart 7', { kind: 'range', from: 7, to: 7 }, []],
    ['restart 007 Jupyter', { kind: 'range', from: 7, to: 7 }, ['jupyter']],
    ['restart seat 7 jupyter nov', { kind: 'range', from: 7, to: 7 }, ['jupyter', 'nov']],
    ['restart jupyter 7', { kind: 'range', from: 7, to: 7 }, ['jupyter']],
    ['restart 9-3', { kind: 'range', from: 3, to: 9 }, []],
    ['restart <@u1|grace>', { kind: 'person', userId: 'U1' }, []],
    ['restart <@U1|Grace Hopper> airflow', { kind: 'person', userId: 'U1' }, ['airflow']],
    ['restart "Ann  Smith" jupyter', { kind: 'name', name: 'Ann  Smith' }, ['jupyter']],
    ["restart “Ann O'Brien”", { kind: 'name', name: 'Ann O\u2019Brien' }, []],
    ['restart FAILING', { kind: 'failing' }, []],
    ['restart all', { kind: 'all' }, []],
  ])('reads the seats of %s', (text, seats, names) => {
    expect(understood(text)).toEqual({ name: 'restart', seats, names });
  });

  it.each([
    ['assign 7 <@U1|grace>', { no: 7, userId: 'U1', words: [] }],
    ['assign <@U1|grace> 007 nov', { no: 7, userId: 'U1', words: ['nov'] }],
    ['assign seat 7 to Ann Smith', { no: 7, words: ['Ann', 'Smith'] }],
    ['assign "Ann Smith" #7', { no: 7, words: ['Ann Smith'] }],
    ['release "Ann Smith" nov', { seats: { kind: 'name', name: 'Ann Smith' }, workshop: 'nov' }],
    ['find 3-9 nov', { seats: { kind: 'range', from: 3, to: 9 }, words: ['nov'] }],
    ['find "ann smith"', { words: ['ann smith'] }],
    ['roster', { wants: 'message' }],
    ['roster IMPORT nov', { wants: 'import', workshop: 'nov' }],
    ['roster --csv', { wants: 'csv' }],
    ['cards', {}],
    ['cards 20-40 nov', { seats: { kind: 'range', from: 20, to: 40 }, workshop: 'nov' }],
  ])('reads who and where of %s', (text, request) => {
    const { name, ...read } = understood(text);
    expect(registry.commands).toHaveProperty(String(name));
    expect(read).toEqual(request);
  });

  it.each([
    ['depoly', '`/workshop deploy`'],
    ['healht', '`/workshop health`'],
    ['statsu nov', '`/workshop status nov`'],
    ['new nov 12 --unti 17:30', '`--until`'],
    ['new nov 12 --room #crew', 'Pick it from the list'],
    ['new nov 12 --room', 'needs a value'],
    ['new nov 12 --until 17:30 --until 18:00', 'twice'],
    ['new nov 12 --regoin eu-west-1', '`--region`'],
    ['new nov 12 --region eu-centrl-1', '`eu-central-1` (Frankfurt)'],
    ['new nov 12 --region atlantis-9', 'no region'],
    ['new nov 12 --join rooster', 'Did you mean `roster`?'],
    ['new nov 12 --join badge', '`code` (whoever knows a code'],
    ['new nov 12 --join rom', 'Did you mean `room`'],
    ['new nov 12 --until yesterday', 'cannot read'],
    ['new nov 12 --until 25:00', 'cannot read'],
    ['new nov 12 --until 17', '`17:00`'],
    ['new nov 12 --until 2026-02-30', 'calendar'],
    ['new nov 0', '1 to 1,000'],
    ['new nov -1', '1 to 1,000'],
    ['new nov 1001', '1,000 are the most'],
    ['new nov 1,001', '1,000 are the most'],
    ['new nov many', '1 to 1,000'],
    ['new nov 2.5', '2 or 3'],
    ['new nov', 'nov 12'],
    ['new 12', 'nov 12'],
    ['new "nov day" 12', '`nov-day`'],
    ['new nov day 12', 'nov-day 12'],
    ['new 🎉 12', 'letters a-z'],
    ['new nov:tada: 12', '`nov`'],
    ['new Größe 12', '`grosse`'],
    ['new a-name-that-is-far-too-long 12', '`a-name-that-is`'],
    ['new -nov 12', '`nov`'],
    ['new all 12', 'means something else'],
    ['new internal 12', '`winternal`'],
    ['new sg-nov 12', '`wsg-nov`'],
    ['new internals 1001', '1,000 are the most'],
    ['restart', 'Which seat'],
    ['assign', 'Which seat'],
    ['assign 7', 'Who shall sit there'],
    ['assign 3-9 <@U1|grace>', 'One seat at a time'],
    ['assign 7 @grace', 'list Slack offers'],
    ['release', 'Which seat'],
    ['roster import nov oct', 'do not know what to do'],
    ['cards 7 nov oct', 'do not know what to do'],
    ['restart 0', 'no seat 0'],
    ['restart 1001', 'no seat 1001'],
    ['restart @ada', 'list Slack offers'],
    ['deploy nov oct', 'do not know what to do'],
    ['list --all', '`--past`'],
    ['open crew room', 'do not know what to do'],
    ['plan "my workshop"', 'not the name'],
  ])('refuses %s helpfully', (text, says) => {
    expect(refused(text)).toContain(says);
  });

  it('answers a command of 5,000 characters', () => {
    expect(refused(`new ${'n'.repeat(4996)} 12`)).toContain('characters');
    expect(refused(`new nov ${'9'.repeat(LONGEST_COMMAND - 8)}`)).toContain('1 to 1,000');
  });

  it('repeats nothing that could mention somebody or break out of its quotes', () => {
    expect(refused('new <!channel> 12')).not.toContain('<!channel>');
    expect(refused('<@U1|ada>')).not.toContain('<@');
    expect(refused('a`b')).toContain('`a b`');
  });
});
