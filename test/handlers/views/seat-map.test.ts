import { describe, expect, it } from '@jest/globals';
import { seatMap, seatMapBlocks } from '../../../handlers/views/seat-map';
import type { SeatState } from '../../../workshop/seat';

const STATES: readonly SeatState[] = ['ready', 'starting', 'creating', 'failing', 'absent'];
const seats = (count: number, state: (no: number) => SeatState = () => 'ready') =>
  Array.from({ length: count }, (_, i) => ({ no: i + 1, state: state(i + 1) }));

describe('the seat map', () => {
  it('puts ten seats in a row with the number of the first before them', () => {
    expect(seatMap(seats(12, (no) => (no === 12 ? 'failing' : 'ready')))).toEqual([
      '`01` 🟩🟩🟩🟩🟩🟩🟩🟩🟩🟩',
      '`11` 🟩❌',
      '🟩 ready  ❌ failing',
    ]);
  });

  it('has a sign of its own for every state', () => {
    const [row] = seatMap(seats(5, (no) => STATES[no - 1] ?? 'ready'));
    const signs = new Set([...(row ?? '').replace(/`\d+` |\uFE0F/g, '')]);
    expect(signs.size).toBe(5);
  });

  it('shows a batch a sign above 200 seats, with how many of each row are ready', () => {
    const lines = seatMap(seats(1000, (no) => (no <= 500 ? 'ready' : no === 777 ? 'failing' : 'creating')));
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe('`0001` 🟩🟩🟩🟩🟩🟩🟩🟩🟩🟩  100 of 100 ready');
    expect(lines[7]).toBe('`0701` 🔷🔷🔷🔷🔷🔷🔷❌🔷🔷  0 of 100 ready');
    expect(lines[10]).toContain('10 seats');
  });

  it.each([1, 10, 80, 83, 200, 201, 1000])(
    'keeps %i seats within sections that Slack takes, emoji counted by name',
    (count) => {
      const blocks = seatMapBlocks(seats(count, (no) => STATES[no % 5] ?? 'ready'));
      expect(blocks.length).toBeLessThanOrEqual(4);
      for (const { text } of blocks) {
        expect(
          (text?.text ?? '').replace(/\p{Extended_Pictographic}\uFE0F?/gu, ':large_green_square_name:').length,
        ).toBeLessThan(3000);
      }
    },
  );

  it('has no lines for no seats', () => {
    expect(seatMap([])).toEqual([]);
  });
});
