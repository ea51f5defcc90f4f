import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv, type ReadCsv } from '../../../handlers/roster/read-csv';
import { writeCsv } from '../../../handlers/roster/write-csv';
import type { Participant, Seat } from '../../../workshop/seat';
import type { WorkshopSummary } from '../../../workshop/usher/workshops';

function read(text: string): ReadCsv {
  const result = readCsv(text);
  if ('refused' in result) throw new Error(result.refused);
  return result;
}
const refusal = (text: string): string => {
  const result = readCsv(text);
  return 'refused' in result ? result.refused : 'not refused';
};

describe('a list of people', () => {
  it('is read with commas, semicolons or tabs, a BOM, quotes, and any line ends', () => {
    const ann = { line: 2, name: 'Smith, Ann "Annie"', email: 'ann@example.org', seat: 7 };
    for (const sign of [',', ';', '\t']) {
      const cells = ['"Smith, Ann ""Annie"""', 'Ann@Example.org', '007'].join(sign);
      for (const end of ['\n', '\r\n', '\r']) {
        const text = `\uFEFF${['name', 'email', 'seat'].join(sign)}${end}${cells}${end}${end}`;
        expect(read(text).lines).toEqual([ann]);
      }
    }
  });

  it('names its columns in any order, case and company', () => {
    const csv = read('Order ID;SEAT;"E-Mail Address";First Name;Surname\n1;12;bo@example.org;Bo;Jensen\n2;;;Cy;');
    expect(csv.lines).toEqual([
      { line: 2, name: 'Bo Jensen', email: 'bo@example.org', seat: 12 },
      { line: 3, name: 'Cy' },
    ]);
    expect(csv.ignored).toEqual(['Order ID']);
    expect(read('Email\nbo@example.org').lines).toEqual([{ line: 2, email: 'bo@example.org' }]);
  });

  it('has every problem told by its line, and the rest read', () => {
    const csv = read(
      'name,email,seat\nAnn,ann@example,1\nBo,bo@example.org,front\n,,5\nCy,cy@example.org,0\nDi,di@example.org,4\n' +
        `${'x'.repeat(81)},,\nEd,ed@example.org,6,extra\n"Flo\nFox",flo@example.org,seat 8\nGus,two@example.org;three@example.org,`,
    );
    expect(csv.problems).toEqual([
      { line: 2, says: '"ann@example" is no email address' },
      { line: 3, says: '"front" is no seat number' },
      { line: 4, says: 'neither a name nor an email' },
      { line: 5, says: '"0" is no seat number' },
      { line: 7, says: 'the name has 81 characters, and 80 are the most' },
      { line: 8, says: 'it has 4 cells, and there are 3 columns' },
      { line: 11, says: '"two@example.org;three@example.org" is no email address' },
    ]);
    expect(csv.lines).toEqual([
      { line: 6, name: 'Di', email: 'di@example.org', seat: 4 },
      { line: 10, name: 'Flo Fox', email: 'flo@example.org', seat: 8 },
    ]);
  });

  it('is refused as a whole, with what to do, where it cannot be read', () => {
    expect(refusal('')).toContain('empty');
    expect(refusal('Ann,ann@example.org\nBo,bo@example.org')).toContain('has to name the columns');
    expect(refusal('seat\n7')).toContain('has to name the columns');
    expect(refusal('name,email')).toContain('nobody below');
    expect(refusal('name,full name\nAnn,Ann')).toContain('two columns for the same: name and full name');
    expect(refusal('name,email\nAnn,"ann@example.org\nBo,b')).toMatch(/quotes are odd at line \d/);
    expect(refusal('name\nZo\uFFFD')).toContain('CSV UTF-8');
    expect(refusal('n\0a\0m\0e\0')).toContain('CSV UTF-8');
    expect(refusal(`name\n${'Ann\n'.repeat(1001)}`)).toContain('1,001 lines');
    expect(read(`name\n${'Ann\n'.repeat(1000)}`).lines).toHaveLength(1000);
  });

  it('passes over what cannot be seen', () => {
    expect(read('name,email\n" Ann\u00a0\u200b  Smith\u0007 ",\u202eann@example.org').lines).toEqual([
      { line: 2, name: 'Ann Smith', email: 'ann@example.org' },
    ]);
  });

  it('is read or refused, whatever is in it', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        'name',
        'email',
        'seat',
        'ann@example.org',
        '7',
        '"',
        '""',
        "'=1",
        '\uFEFF',
        '\0',
        '\r',
        ';',
        ',',
        '\t',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const file = fc
      .array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 })
      .map((rows) => rows.map((row) => row.join(',')).join('\n'));
    fc.assert(
      fc.property(file, (text) => {
        const result = readCsv(text);
        if ('refused' in result) return expect(result.refused).not.toBe('');
        // What the database takes, and what one line of a message takes.
        for (const { name = '', email = '' } of result.lines) expect(`${name}${email}`).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the roster as a file', () => {
  const person = (id: string, change: Partial<Participant>): Participant => ({
    id,
    workshopId: 'w',
    userId: undefined,
    name: undefined,
    email: undefined,
    dmChannel: undefined,
    cardTs: undefined,
    owedCard: false,
    listed: false,
    waitingSince: undefined,
    arrivedAt: undefined,
    leavingAt: undefined,
    news: undefined,
    ...change,
  });
  const seat = (no: number, owner: string | undefined): Seat => ({
    workshopId: 'w',
    no,
    state: 'ready',
    detail: undefined,
    owner,
    assignedAt: undefined,
    spare: false,
    placements: [],
  });
  const summary = (participants: Participant[], seats: Seat[]) =>
    ({ participants, seats }) as unknown as WorkshopSummary;

  it('tells who sits where, then who has no seat, and nothing a spreadsheet would run', () => {
    const people = [
      person('c', { name: 'Cy, "the" fox' }),
      person('g', { userId: 'U1', name: 'Grace' }),
      person('a', { name: '=HYPERLINK("http://evil")', email: '+ann@example.org' }),
      person('d', { name: '@SUM(1)' }),
    ];
    const csv = writeCsv(summary(people, [seat(2, 'a'), seat(12, 'g')]), new Map([['g', 'grace@example.org']]));
    expect(csv).toBe(
      [
        '\uFEFFSeat,Name,Email,In Slack,State',
        `002,"'=HYPERLINK(""http://evil"")",'+ann@example.org,no,ready`,
        '012,Grace,grace@example.org,yes,ready',
        ',"Cy, ""the"" fox",,no,no seat',
        ",'@SUM(1),,no,no seat",
        '',
      ].join('\r\n'),
    );
  });

  it('comes back as it was, whatever the names', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .map((text) =>
        text
          .normalize('NFC')
          .replace(/[\s\p{Cc}\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffd]+/gu, ' ')
          .trim(),
      )
      .filter((text) => text !== '' && !/^'/.test(text));
    const start = fc.constantFrom('', '=', '+', '-', '@', ';', '"');
    fc.assert(
      fc.property(fc.array(fc.tuple(start, name), { minLength: 1, maxLength: 8 }), (names) => {
        const whole = names.map(([first, rest]) => `${first}${rest}`);
        const people = whole.map((each, index) => person(`p${index}`, { name: each }));
        const csv = writeCsv(
          summary(
            people,
            people.map(({ id }, index) => seat(index + 1, id)),
          ),
          new Map(),
        );
        const back = read(csv);
        expect(back.lines.map((line) => [line.name, line.seat])).toEqual(whole.map((each, index) => [each, index + 1]));
        expect(back.ignored).toEqual(['In Slack', 'State']);
      }),
      { numRuns: 300 },
    );
  });
});
