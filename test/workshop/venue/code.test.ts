import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { pagePieces } from '../../../infra/stacks/venue-page';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { causesOf } from '../../../workshop/venue/causes';
import { checksOf, MOST_CHECKS } from '../../../workshop/venue/check';
import { NO_PAGE, NO_SOCKET, NOT_ADMITTED, readCode, SYMBOLS, tagOf, writeCode } from '../../../workshop/venue/code';
import { venueWorkshop, type VenueAnswer } from '../../../workshop/venue/venue';
import { testWorkshop } from '../../infra/stacks/support';

const TAG = 'K7';
const read = (text: string) => readCode(text);

describe('the code that somebody sends from a venue', () => {
  it('is written by the page exactly as it is read here', () => {
    const { venue, spec } = venueWorkshop(testWorkshop(), { seat: true, tag: TAG });
    const { pieces } = pagePieces(venue, spec.exposure);
    const script = ['p.js', 'b.js'].map((name) => pieces.find((piece) => piece.name === name)?.body).join(';');
    for (let value = 0; value <= NO_PAGE; value += 1) {
      const written = String(runInNewContext(`${script};code(${value})`, {}));
      expect(written).toBe(writeCode(TAG, value));
    }
  });

  it('says what failed', () => {
    expect(read(writeCode(TAG, 0))).toMatchObject({ tag: TAG, found: { blocked: [], noPage: false } });
    expect(read(writeCode(TAG, 0b101 | NO_SOCKET))).toMatchObject({ found: { blocked: [0, 2], noSocket: true } });
    expect(read(writeCode(TAG, NOT_ADMITTED))).toMatchObject({ found: { blocked: [], notAdmitted: true } });
    expect(read(writeCode(TAG, NO_PAGE))).toMatchObject({ found: { blocked: [], noPage: true } });
  });

  it('is found in what people write, however they write it', () => {
    const code = writeCode(TAG, 5);
    for (const text of [code, code.toLowerCase(), `it says ${code}!`, code.replace('-', ' '), code.replace('-', '–')]) {
      expect(read(text)).toMatchObject({ tag: TAG, code, found: { blocked: [0, 2] } });
    }
    expect(read(writeCode('01', 31).replaceAll('0', 'o').replaceAll('1', 'l'))).toMatchObject({ tag: '01' });
  });

  it('gives every wrong symbol, and every two that changed places, away', () => {
    const code = writeCode(TAG, 341);
    const places = [1, 2, 4, 5, 6];
    for (const at of places) {
      for (const symbol of SYMBOLS) {
        if (symbol === code[at]) continue;
        expect(read(code.slice(0, at) + symbol + code.slice(at + 1))).toBe('broken');
      }
    }
    for (const at of [1, 4, 5]) {
      const [a = '', b = ''] = [code[at], code[at + 1]];
      if (a !== b) expect(read(code.slice(0, at) + b + a + code.slice(at + 2))).toBe('broken');
    }
  });

  it('is not seen in what people write otherwise', () => {
    for (const text of [
      'hi',
      'very good',
      'version 2',
      'v1-2',
      'vim is my editor',
      'I love it - the end',
      'V for me',
    ]) {
      expect(read(text)).toBeUndefined();
    }
  });

  it('has a tag of each venue’s own', () => {
    expect(tagOf('a')).toMatch(/^[0-9A-Y]{2}$/);
    expect(tagOf('a')).not.toBe(tagOf('b'));
  });
});

describe('what is tried', () => {
  it('is the first, the middle and the last port of each app, as far as a code has room', () => {
    const ports = (seats: number, apps = DEFAULT_APPS) =>
      checksOf(testWorkshop({ seats, apps }).spec).map(({ port }) => port);
    expect(ports(83)).toEqual([8001, 8042, 8083, 9001, 9042, 9083]);
    expect(ports(1)).toEqual([8001, 9001]);
    const four = ['a', 'b', 'c', 'd'].map((name) => ({ ...DEFAULT_APPS[0]!, name }));
    expect(ports(10, four)).toEqual([8001, 9001, 11001, 12001]);
    for (let apps = 1; apps <= 12; apps += 1) {
      const many = Array.from({ length: apps }, (_, i) => ({ ...DEFAULT_APPS[0]!, name: `a${i}` }));
      expect(ports(4, many).length).toBeLessThanOrEqual(MOST_CHECKS);
    }
  });
});

describe('what people at a venue have in common', () => {
  const checks = checksOf(testWorkshop({ seats: 4 }).spec);
  const answer = (userId: string, value: number): VenueAnswer => {
    const code = readCode(writeCode(TAG, value));
    if (code === undefined || code === 'broken') throw new Error('no code');
    return { userId, sentAt: new Date(0), found: code.found };
  };
  const ALL = 0b111111;

  it('is named once, with those who have it', () => {
    expect(causesOf(checks, [answer('a', ALL | NO_SOCKET), answer('b', ALL)])).toEqual([
      { what: 'all-ports', people: ['a', 'b'], apps: [], everybody: true },
    ]);
    expect(causesOf(checks, [answer('a', 0b111000), answer('b', 0), answer('c', NO_SOCKET)])).toEqual([
      { what: 'some-ports', people: ['a'], apps: ['Airflow'], everybody: false },
      { what: 'sockets', people: ['c'], apps: [], everybody: false },
    ]);
    expect(causesOf(checks, [answer('a', NOT_ADMITTED), answer('b', NO_PAGE)]).map(({ what }) => what)).toEqual([
      'not-admitted',
      'no-page',
    ]);
  });
});
