import { describe, expect, it, jest } from '@jest/globals';
import { firstUnreadOf, lastOwn, mainMessages, repliesOf, rowsOf } from '../../../local/slack/page/model/timeline';
import { dayLabel, formatDate, type Clock } from '../../../local/slack/page/text/dates';
import type { PageMessage } from '../../../local/slack/protocol';

const clock: Clock = { now: Date.UTC(2026, 10, 24, 12), locale: 'en-GB', timeZone: 'UTC' };
const noon = clock.now / 1000;

const message = (ts: string, changes: Partial<PageMessage> = {}): PageMessage => ({
  channel: 'C1',
  ts,
  user: 'U1',
  text: ts,
  blocks: [],
  replyCount: 0,
  ephemeral: false,
  pinned: false,
  ...changes,
});

describe('the timeline', () => {
  const at = (seconds: number, changes: Partial<PageMessage> = {}) => message(`${noon + seconds}.000001`, changes);
  const sketch = (messages: readonly PageMessage[], firstUnread?: string) =>
    rowsOf(messages, clock, firstUnread).map((row) =>
      row.kind === 'message' ? (row.continued ? 'more' : 'message') : row.kind === 'day' ? row.label : 'new',
    );

  it('separates days and groups what one author says in a row', () => {
    expect(sketch([at(-90_000), at(0), at(10), at(20, { user: 'U2' }), at(21), at(600)])).toEqual([
      'Yesterday',
      'message',
      'Today',
      'message',
      'more',
      'message',
      'message',
      'message',
    ]);
  });

  it('draws the line of the new before the first unread message, also where that one is a reply', () => {
    expect(sketch([at(0), at(10), at(20)], at(5).ts)).toEqual(['Today', 'message', 'new', 'message', 'more']);
  });

  it('finds the first unread among those by others', () => {
    const messages = [at(0, { user: 'U2' }), at(1, { user: 'U2' }), at(2)];
    expect(firstUnreadOf(messages, 'U1', 1)).toBe(at(1).ts);
    expect(firstUnreadOf(messages, 'U1', 0)).toBeUndefined();
  });

  it('keeps replies out of the main column and parents out of the replies', () => {
    const parent = at(0, { threadTs: at(0).ts, replyCount: 1 });
    const reply = at(1, { threadTs: at(0).ts });
    expect(mainMessages([parent, reply], 'C1')).toEqual([parent]);
    expect(repliesOf([parent, reply], 'C1', parent.ts)).toEqual([reply]);
  });

  it('offers one’s own last message for editing, an ephemeral one never', () => {
    const messages = [at(0), at(1), at(2, { user: 'U2' }), at(3, { ephemeral: true })];
    expect(lastOwn(messages, 'U1', 'C1')?.ts).toBe(at(1).ts);
  });
});

describe('dates', () => {
  it('fills the tokens of a date and leaves unknown ones', () => {
    expect(formatDate(noon, '{date_num} {time} {date_pretty} {what}', clock)).toBe('2026-11-24 12:00 today {what}');
    expect(formatDate(noon + 86_400, '{date_short_pretty}, {ago}', clock)).toBe('tomorrow, tomorrow');
    expect(formatDate(noon - 600, '{ago}', clock)).toBe('10 minutes ago');
  });

  it('names a day that is neither today nor yesterday', () => {
    expect(dayLabel(Date.UTC(2026, 10, 19), clock)).toBe('Thursday 19 November');
  });

  it('makes a formatter once, not for every message', () => {
    const made = jest.spyOn(Intl, 'DateTimeFormat');
    for (let minute = 0; minute < 100; minute++) formatDate(noon + minute * 60, '{time}', { ...clock, locale: 'sv' });
    expect(made).toHaveBeenCalledTimes(1);
    made.mockRestore();
  });
});
