import { describe, expect, it } from '@jest/globals';
import { registry } from '../../../handlers/commands';
import { healthMessage } from '../../../handlers/views/health';
import { helpOn, overview } from '../../../handlers/views/help';
import { confirmDeploy, planMessage } from '../../../handlers/views/plan';
import { problemMessage } from '../../../handlers/views/problem';
import { opened } from '../../../handlers/views/opening';
import { anotherName, created } from '../../../handlers/views/workshop-made';
import { parseCommand } from '../../../handlers/commands/parse';
import { parseName } from '../../../handlers/commands/parse/name';
import type { DeployPlan } from '../../../workshop/usher/workshops';
import type { SeatHealth } from '../../../workshop/usher/watching';
import { exampleWorkshop } from '../../support/workshop';

const workshop = exampleWorkshop({
  spec: { seats: 80, region: 'us-east-1' },
  suffix: 'abc234',
  state: 'deployed',
  crewChannel: 'C-CREW',
  room: 'C-ROOM',
  createdBy: 'U-ADA',
  createdAt: new Date('2026-11-24T06:00:00Z'),
  endsAt: new Date('2026-11-24T16:30:00Z'),
  deployedAt: new Date('2026-11-24T07:00:00Z'),
  rotation: 1,
});
const plan: DeployPlan = {
  stacks: ['network', 'database', ...Array.from({ length: 8 }, (_, i) => `batch-00${i + 1}`)],
  batches: 8,
  loadBalancers: 4,
  instances: 80,
  services: 160,
  price: { hourly: 15.7, resting: 3.14, source: 'list' as const, parts: [] },
  untilEnd: 163.28,
  checks: [{ what: 'VPCs', verdict: 'ok', sentence: '1 needed, 4 of 5 left.' }],
};
const at = new Date('2026-11-24T10:42:00Z');
const well = (no: number): SeatHealth => ({ no, ok: true, userId: undefined, faults: [] });
const ill = (no: number, reason: string, more: Partial<SeatHealth> = {}): SeatHealth => ({
  no,
  ok: false,
  userId: undefined,
  faults: [{ app: 'jupyter', reason, mend: 'restart' }],
  ...more,
});
const report = (seats: SeatHealth[]) => healthMessage({ workshop, at, seats, calls: 7 });
const labels = (message: { blocks: readonly object[] }) => JSON.stringify(message.blocks);

describe('help', () => {
  it('names every command and explains each with commands that work', () => {
    const message = overview(registry.commands);
    for (const [name, command] of Object.entries(registry.commands)) {
      if (name !== 'help') expect(labels(message)).toContain(`\`${name}\`  ${command.summary}`);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) {
        // As Slack sends it: mentions come with their ids.
        const typed = `${name} ${example}`.replace(/@(grace|mary)/g, '<@U1|$1>').replace(/#nov/g, '<#C1|nov>');
        expect({ typed, kind: parseCommand(typed, registry).kind }).toEqual({ typed, kind: 'request' });
      }
      expect(labels(helpOn(name, command, []))).toContain(`/workshop ${name}`);
    }
  });
});

describe('the plan', () => {
  it('names stacks, price an hour and until the end, and that the quotas are large enough', () => {
    const words = labels(planMessage(workshop, plan));
    expect(words).toContain('10 stacks: network, database and 8 batches of up to 10 seats');
    expect(words).toContain('$15.70 an hour, about $163 until <!date^');
    expect(words).toContain('Quotas and limits: 1 is large enough.');
  });

  it('names what the way to the internet adds, where there is one, and whose prices they are', () => {
    const price = {
      hourly: 15.75,
      resting: 3.15,
      source: 'live' as const,
      parts: [],
      internet: { hourly: 0.05, perGb: 0.048 },
    };
    expect(planMessage(workshop, { ...plan, price }).text).toContain(
      'at today’s prices; of it $0.05 an hour for internet, and besides $0.048 for each GB',
    );
    expect(planMessage(workshop, plan).text).toContain('by list prices');
    expect(planMessage(workshop, plan).text).not.toContain('internet');
  });

  it('puts the price on the button that spends it', () => {
    expect(labels(confirmDeploy(workshop, plan, 0))).toContain('Deploy for $15.70 an hour');
  });

  it('says what stays when only the rest is deployed', () => {
    expect(confirmDeploy(workshop, plan, 77).text).toContain('77 of 80 seats are ready and stay as they are');
  });
});

describe('health', () => {
  it('shows only what is wrong, with its seat, person and reason', () => {
    const seats = [
      ...Array.from({ length: 79 }, (_, i) => well(i + 1)),
      ill(80, 'Jupyter stopped: <OOM>', { userId: 'U1' }),
    ];
    const message = report(seats);
    expect(message.text).toBe('79 of 80 fine.\n❌ *80* <@U1>: Jupyter stopped: &lt;OOM&gt;');
    expect(labels(message)).not.toContain('Mend all');
    expect(labels(message)).toContain('unsaved cells and variables are lost');
  });

  it('names a shared cause, and says so where there is none', () => {
    expect(labels(report([ill(1, 'no database'), ill(2, 'no database'), ill(3, 'no database')]))).toContain(
      '3 seats share a cause: no database',
    );
    expect(labels(report([ill(1, 'a'), ill(2, 'b')]))).toContain('No shared cause.');
  });

  it('offers no restart where waiting or a deploy is what helps', () => {
    const words = labels(
      report([
        ill(1, 'Jupyter is starting', { faults: [{ app: 'jupyter', reason: 'Jupyter is starting', mend: 'wait' }] }),
        ill(2, 'no instance', { faults: [{ app: undefined, reason: 'there is no instance', mend: 'deploy' }] }),
      ]),
    );
    expect(words).toContain('🟡 *1* empty');
    expect(words).toContain('`/workshop deploy` makes it anew');
    expect(words).not.toContain('mend-seat');
    expect(words).not.toContain('cause');
  });

  it('says of a single seat whether it is fine, and who sits there', () => {
    expect(labels(report([ill(7, 'no database', { userId: 'U1' })]))).toContain('*Seat 7 of nov is not fine* · <@U1>');
    expect(labels(report([well(7)]))).toContain('*Seat 7 of nov is fine*');
  });

  it('fits into a message when a thousand seats fail at length', () => {
    const message = report(Array.from({ length: 1000 }, (_, i) => ill(i + 1, 'x'.repeat(2000))));
    expect(message.blocks.length).toBeLessThanOrEqual(50);
    expect(labels(message)).toContain('And 975 more: 26-1000');
  });
});

describe('opening', () => {
  it('says what is ready and what follows', () => {
    const seat = (no: number, state: 'ready' | 'starting') => ({
      workshopId: 'w1',
      no,
      state,
      detail: undefined,
      owner: undefined,
      assignedAt: undefined,
      placements: [],
      spare: false,
    });
    const seats = Array.from({ length: 80 }, (_, i) => seat(i + 1, i < 77 ? 'ready' : 'starting'));
    expect(opened(workshop, seats, undefined).text).toContain(
      '77 of 80 seats are ready; whoever sits at one of the other 3 gets a message',
    );
  });
});

describe('what was made', () => {
  it('echoes the end with date and zone', () => {
    expect(created(workshop, { hourly: 15.7 }, 'Europe/Berlin').text).toContain(
      'Ends Tue 24 Nov 17:30 (Europe/Berlin).',
    );
  });

  it.each([
    ['nov', 'nov-2'],
    ['nov-2', 'nov-3'],
    ['sixteen-letters-', 'sixteen-letter-2'],
    ['abcdefghijklmnop', 'abcdefghijklmn-2'],
  ])('offers for the taken name %s one that would do: %s', (name, other) => {
    expect(anotherName(name)).toBe(other);
    expect(parseName(other)).toBe(other);
  });
});

describe('what went wrong', () => {
  it('is worded for Slack’s own refusals', () => {
    const refusal = Object.assign(new Error('An API error occurred: not_in_channel'), {
      data: { ok: false, error: 'not_in_channel' },
    });
    expect(problemMessage('open nov', refusal, 'abc123').text).toContain('/invite @usher');
  });

  it('never shows the words of an unforeseen error', () => {
    const message = problemMessage('deploy', new Error('token xoxb-1'), 'abc123');
    expect(labels(message)).not.toContain('xoxb');
    expect(message.text).toContain('`abc123`');
  });
});
