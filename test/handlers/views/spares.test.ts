import { figuresOf } from '../../../workshop/help/overview';
import { describe, expect, it } from '@jest/globals';
import { healthMessage } from '../../../handlers/views/health';
import { opened } from '../../../handlers/views/opening';
import { created, nameTaken } from '../../../handlers/views/workshop-made';
import { seatsMessage, statusMessage } from '../../../handlers/views/status';
import type { SeatHealth } from '../../../workshop/usher/watching';
import { AT, sampleSeat, sampleWorkshop } from './sample';

const base = sampleWorkshop(83);
const workshop = { ...base, spec: { ...base.spec, spares: 3 } };
const seats = Array.from({ length: 83 }, (_, i) => ({
  ...sampleSeat(i + 1, i < 79 || i > 79 ? 'ready' : 'starting'),
  spare: i >= 80,
  owner: i === 0 ? 'p1' : undefined,
}));
const participants = [
  { id: 'p1', workshopId: 'w1', userId: 'U1', dmChannel: undefined, cardTs: undefined, owed: false },
];
const summary = { workshop, seats, participants, operation: undefined, hourly: 16, spent: 2 } as never;

describe('spares', () => {
  it('are told apart from the seats for people', () => {
    expect(created(workshop, { hourly: 16 }, 'UTC').text).toContain('*nov* is made: 80 seats and 3 spares with');
    expect(nameTaken(workshop).text).toContain('80 seats and 3 spares');
    const status = statusMessage(summary, undefined, AT, {
      prices: true,
      help: { standing: [], figures: figuresOf([]) },
    });
    expect(status.text).toContain('80 seats and 3 spares in us-east-1');
    expect(JSON.stringify(status.blocks)).toContain('1 of 80 seats taken');
  });

  it('are no empty seats: nobody is sent to one', () => {
    const lines = seatsMessage(summary, [80, 81]).text.split('\n');
    expect(lines[0]).toContain('Seat *80* of nov · empty');
    expect(lines[1]).toContain('Seat *81* of nov · spare');
    const ill = (no: number): SeatHealth => ({
      no,
      ok: false,
      userId: undefined,
      faults: [{ app: 'jupyter', reason: 'out of memory', mend: 'restart' }],
    });
    const { text } = healthMessage({ workshop, at: AT, seats: [ill(80), ill(81)], calls: 4 });
    expect(text).toContain('*80* empty: out of memory');
    expect(text).toContain('*81* spare: out of memory');
  });

  it('are nobody’s to wait for when a workshop opens', () => {
    expect(opened(workshop, seats, undefined).text).toContain('79 of 80 seats are ready');
  });
});
