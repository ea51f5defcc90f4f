import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { drawCards, type PaperCard } from '../../../handlers/paper/draw-cards';
import { readPdf, type ReadPage } from '../../support/read-pdf';

// A process of its own draws and looks at every page.
jest.setTimeout(120_000);

const card = (seat: number, change: Partial<PaperCard> = {}): PaperCard => ({
  workshop: 'nov',
  seat,
  name: `Person ${seat}`,
  user: `seat-00${seat}`,
  password: `maple-otter-river-4${seat}`,
  apps: [
    { title: 'Jupyter', url: `http://nov-lb-01-1234567890.eu-west-1.elb.amazonaws.com:800${seat}/` },
    { title: 'Airflow', url: `http://nov-lb-01-1234567890.eu-west-1.elb.amazonaws.com:900${seat}/` },
  ],
  until: 'Ends Fri 27 Nov 17:30 (Europe/Berlin): everything is deleted then.',
  ...change,
});

describe('cards of paper', () => {
  let pages: readonly ReadPage[];
  const spelt: { name: string; as: string }[] = [];
  beforeAll(async () => {
    const cards = Array.from({ length: 9 }, (_, index) => card(index + 1));
    const names = ['Ολυμπία Δημητρίου', 'Зоя Петрова', 'Đặng Thị Ngọc Ánh', '王小明', undefined];
    const drawn = await drawCards(
      cards.map((each, index) => ({ ...each, name: index < 5 ? names[index] : each.name })),
    );
    spelt.push(...drawn.spelt);
    pages = await readPdf(drawn.pdf);
  });

  it('are eight on a page of A4', () => {
    expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([
      [595, 842],
      [595, 842],
    ]);
    expect(pages.map(({ text }) => text.match(/Seat \d/g)?.length)).toEqual([8, 1]);
  });

  it('say whose they are, where to go, user, password and end', () => {
    const text = pages[1]?.text ?? '';
    expect(text).toContain('Seat 9');
    expect(text).toContain('Person 9');
    expect(text.replace(/\s+/g, '')).toContain('http://nov-lb-01-1234567890.eu-west-1.elb.amazonaws.com:8009Jupyter');
    for (const words of ['seat-009', 'maple-otter-river-49', 'Ends Fri 27 Nov 17:30', 'nov'])
      expect(text).toContain(words);
  });

  it('have a code for each address that a phone reads, without the password', () => {
    const expected = (seat: number) => card(seat).apps.map(({ url }) => url);
    expect([...(pages[0]?.codes ?? [])].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].flatMap(expected).sort());
    expect([...(pages[1]?.codes ?? [])].sort()).toEqual(expected(9));
  });

  it('write Latin, Greek and Cyrillic as they are, and spell the rest, which is told', () => {
    const text = pages[0]?.text ?? '';
    for (const name of ['Ολυμπία Δημητρίου', 'Зоя Петрова', 'Đặng Thị Ngọc Ánh', 'Wang Xiao Ming'])
      expect(text).toContain(name);
    expect(spelt).toEqual([{ name: '王小明', as: 'Wang Xiao Ming' }]);
  });

  it('are fewer on a page where a seat has more apps, with every code still there', async () => {
    const apps = ['a', 'b', 'c', 'd', 'e'].map((app) => ({ title: app, url: `https://${app}-007.lab.example.org/` }));
    const { pdf } = await drawCards([1, 2, 3, 4, 5].map((seat) => card(seat, { apps })));
    const read = await readPdf(pdf);
    expect(read.map(({ text }) => text.match(/Seat \d/g)?.length)).toEqual([4, 1]);
    expect([...(read[1]?.codes ?? [])].sort()).toEqual(apps.map(({ url }) => url));
    expect(read[1]?.text).toContain('a-007.lab.example.org');
    expect(read[1]?.text).not.toContain('https://');
  });
});
