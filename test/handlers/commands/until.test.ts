import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseUntil, type Until } from '../../../handlers/commands/parse/until';
import { resolveUntil } from '../../../handlers/commands/parse/zone';
import { timeInZone } from '../../../handlers/views/zone-time';

const NOW = new Date('2026-11-24T09:00:00Z');
const at = (text: string, zone = 'UTC', now = NOW): string => {
  const until = parseUntil(text);
  if (until.kind === 'usage error') throw new Error(until.says);
  const end = resolveUntil(until, now, zone);
  return typeof end === 'string' ? end : end.toISOString();
};

describe('the end of a workshop', () => {
  it.each([
    ['17:30', 'UTC', '2026-11-24T17:30:00.000Z'],
    ['17:30', 'Europe/Berlin', '2026-11-24T16:30:00.000Z'],
    ['17:30', 'America/Los_Angeles', '2026-11-25T01:30:00.000Z'],
    ['8:00', 'UTC', '2026-11-25T08:00:00.000Z'],
    ['5pm', 'UTC', '2026-11-24T17:00:00.000Z'],
    ['5:30 PM', 'UTC', '2026-11-24T17:30:00.000Z'],
    ['12am', 'UTC', '2026-11-25T00:00:00.000Z'],
    ['2h', 'Asia/Tokyo', '2026-11-24T11:00:00.000Z'],
    ['90m', 'UTC', '2026-11-24T10:30:00.000Z'],
    ['1h30m', 'UTC', '2026-11-24T10:30:00.000Z'],
    ['2d', 'UTC', '2026-11-26T09:00:00.000Z'],
    ['tomorrow', 'UTC', '2026-11-25T23:59:00.000Z'],
    ['Tomorrow 12:00', 'Europe/Berlin', '2026-11-25T11:00:00.000Z'],
    ['2026-11-27', 'UTC', '2026-11-27T23:59:00.000Z'],
    ['2026-11-27 17:30', 'Europe/London', '2026-11-27T17:30:00.000Z'],
    ['2026-11-27T17:30', 'UTC', '2026-11-27T17:30:00.000Z'],
    ['2026-11-23', 'UTC', 'past'],
    ['today 8:00', 'UTC', 'past'],
    ['2027-11-23', 'UTC', 'far'],
    ['999d', 'UTC', 'far'],
  ])('reads %s in %s', (text, zone, moment) => {
    expect(at(text, zone)).toBe(moment);
  });

  it('is the time on the wall on both sides of a change of clocks', () => {
    const night = new Date('2026-10-24T20:00:00Z');
    expect(at('tomorrow 17:30', 'Europe/Berlin', night)).toBe('2026-10-25T16:30:00.000Z');
    expect(at('23:30', 'Europe/Berlin', night)).toBe('2026-10-24T21:30:00.000Z');
  });

  it('is always the next time the clock shows it, less than a day and an hour ahead', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland');
    const time = fc.record({ kind: fc.constant('time' as const), hour: fc.nat(23), minute: fc.nat(59) });
    const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(time, moment, zones, (until: Until, now, zone) => {
        const end = resolveUntil(until, now, zone);
        if (typeof end === 'string') throw new Error(end);
        const ahead = end.getTime() - now.getTime();
        expect(ahead).toBeGreaterThan(0);
        expect(ahead).toBeLessThanOrEqual(25 * 3_600_000);
      }),
    );
  });

  it('is echoed with its day, date and zone', () => {
    expect(timeInZone(new Date('2026-11-24T16:30:00Z'), 'Europe/Berlin')).toBe('Tue 24 Nov 17:30 (Europe/Berlin)');
  });
});
