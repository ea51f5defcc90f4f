import { describe, expect, it } from '@jest/globals';
import { drawReceiptPdf } from '../../../handlers/paper/draw-receipt';
import type { Receipt } from '../../../workshop/receipt';
import { readPdf } from '../../support/read-pdf';
import { sampleWorkshop } from '../views/sample';

const body: Receipt['body'] = {
  for: 'U-ADA',
  from: '2026-11-24T06:00:00Z',
  until: '2026-11-24T17:41:00Z',
  seats: 80,
  spares: 3,
  deploy: { tookMs: 18 * 60_000 },
  ready: 83,
  people: { seated: 78, arrived: 70, noShows: 5, onPaper: 3 },
  bill: {
    items: [
      { kind: 'instances', amount: 160.5 },
      { kind: 'load balancers', amount: 3.25 },
    ],
    total: 163.75,
  },
  price: { hourly: 15.7, source: 'live' },
  incidents: { found: 3, mended: 3, usualMs: 120_000, longestMs: 420_000 },
  help: { asked: 9, done: 9, usualWaitMs: 1, usualHelpMs: 1, longestHelpMs: 1 },
  stays: { seats: 61, until: '2026-12-24T17:00:00Z', dollars: 0.4 },
  proof: { at: '2026-11-24T17:41:00Z', stacks: 11 },
};

describe('the receipt as a PDF', () => {
  const workshop = sampleWorkshop(83);
  const read = async (receipt: Partial<Receipt> = {}) =>
    readPdf(
      await drawReceiptPdf(
        { workshop, body, message: undefined, actual: undefined, told: [], ...receipt },
        'Europe/Berlin',
      ),
    );

  it('is one page that says what it cost, of what and for each participant, and that it is an estimate', async () => {
    const pages = await read();
    expect(pages).toHaveLength(1);
    const text = pages[0]!.text.replace(/\s+/g, ' ');
    for (const words of [
      'Workshop nov: what it cost',
      'Tue 24 Nov 07:00 (Europe/Berlin)',
      'Instances',
      '$160.50',
      '$163.75',
      'For each participant',
      '$2.10',
      '78 had a seat: 70 came, 5 did not, 3 with a card of paper',
      'of 61 seats stays until Thu 24 Dec',
      'Not known when this page was made',
      'This is no invoice',
    ])
      expect(text).toContain(words);
  }, 60_000);

  it('has AWS’s own figures once there are some, and still fits', async () => {
    const services = Array.from({ length: 14 }, (_, index) => ({
      name: `Amazon Service ${index}`,
      amount: 14 - index,
    }));
    const pages = await read({ actual: { total: 105, services } });
    expect(pages).toHaveLength(1);
    const text = pages[0]!.text.replace(/\s+/g, ' ');
    expect(text).toContain('$105.00');
    expect(text).toContain('Amazon Service 0');
    expect(text).not.toContain('Not known');
  }, 60_000);
});
