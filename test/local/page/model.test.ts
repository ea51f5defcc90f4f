import { describe, expect, it } from '@jest/globals';
import type { KnownBlock } from '@slack/types';
import { completionAt, take, usageOf } from '../../../local/slack/page/model/completion';
import { refusals, submission } from '../../../local/slack/page/model/form';
import { readRoute, writeRoute } from '../../../local/slack/page/model/route';
import { rank } from '../../../local/slack/page/model/search';
import { compareTs, reduce, waitingFor } from '../../../local/slack/page/model/state';
import { fromSlack } from '../../../local/slack/page/model/unescape';
import type { Conversation, PageMessage, PageState } from '../../../local/slack/protocol';

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

const conversation = (id: string, changes: Partial<Conversation> = {}): Conversation => ({
  id,
  name: id.toLowerCase(),
  kind: 'channel',
  topic: '',
  members: ['U1'],
  unread: 0,
  ...changes,
});

const person = (id: string, name: string, realName: string) => ({
  id,
  name,
  realName,
  isAdmin: false,
  isBot: false,
  color: 'teal',
});

const state: PageState = {
  me: 'U1',
  workspace: 'PyData',
  bot: { id: 'UB', name: 'Usher', connected: true },
  people: [person('U1', 'ada', 'Ada Lovelace'), person('U2', 'grace', 'Grace Hopper')],
  conversations: [conversation('C1', { name: 'crew' }), conversation('C2', { name: 'general' })],
  messages: [message('1.000001'), message('3.000001')],
  view: undefined,
  home: undefined,
  commands: [{ command: '/workshop', description: 'Run a workshop', usageHint: 'help | new' }],
};

describe('the state of the page', () => {
  const texts = (next: PageState | undefined) => next?.messages.map(({ text }) => text);

  it('puts a late message at its place in time', () => {
    const next = reduce(state, { type: 'message', message: message('2.000001') });
    expect(texts(next)).toEqual(['1.000001', '2.000001', '3.000001']);
  });

  it('replaces a message that was edited, where it stands', () => {
    const edited = message('1.000001', { text: 'new', editedTs: '4.000001' });
    expect(texts(reduce(state, { type: 'message', message: edited }))).toEqual(['new', '3.000001']);
  });

  it('takes the same ts in another channel for another message', () => {
    const other = message('1.000001', { channel: 'C2', text: 'other' });
    expect(texts(reduce(state, { type: 'message', message: other }))).toEqual(['1.000001', 'other', '3.000001']);
  });

  it('forgets a deleted message', () => {
    expect(texts(reduce(state, { type: 'message-deleted', channel: 'C1', ts: '1.000001' }))).toEqual(['3.000001']);
  });

  it('takes over conversations, the modal, the Home tab and whether the bot is there', () => {
    const view = {
      id: 'V1',
      hash: 'h',
      errors: {},
      view: { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'T' }, blocks: [] },
    };
    const home = { type: 'home' as const, blocks: [] };
    const conversations = [conversation('C9')];
    const events = [
      { type: 'view', view },
      { type: 'home', home },
      { type: 'conversations', conversations },
      { type: 'bot', connected: false },
      { type: 'reply', id: 1, ok: true },
    ] as const;
    const next = events.reduce<PageState | undefined>(reduce, state);
    expect(next).toEqual({ ...state, view, home, conversations, bot: { ...state.bot, connected: false } });
  });

  it('knows nothing before the first whole state', () => {
    expect(reduce(undefined, { type: 'message', message: message('1.1') })).toBeUndefined();
    expect(reduce(undefined, { type: 'state', state })).toBe(state);
  });

  it('orders ts beyond the digits of a double', () => {
    expect(compareTs('1795489200.000010', '1795489200.000009')).toBeGreaterThan(0);
    expect(compareTs('9.000001', '10.000001')).toBeLessThan(0);
  });

  it('counts what waits in DMs, not in channels', () => {
    expect(waitingFor([conversation('C1', { unread: 5 }), conversation('D1', { kind: 'dm', unread: 2 })])).toBe(2);
  });
});

describe('completion', () => {
  const offers = (text: string, caret = text.length) =>
    completionAt(text, caret, state)?.offers.map(({ insert }) => insert);

  it('offers commands at the start only', () => {
    expect(offers('/wo')).toEqual(['/workshop']);
    expect(offers('say /wo')).toBeUndefined();
    expect(offers('/workshop de')).toBeUndefined();
  });

  it('offers people by handle and by name, and channels', () => {
    expect(offers('ask @gr')).toEqual(['@grace']);
    expect(offers('ask @lovel')).toEqual(['@ada']);
    expect(offers('in #cr')).toEqual(['#crew']);
    expect(offers('ada@gr')).toBeUndefined();
  });

  it('offers emoji from two letters on', () => {
    expect(offers(':t')).toBeUndefined();
    expect(offers(':tad')).toEqual(['🎉']);
  });

  it('puts the offer in place of what was typed and the caret behind it', () => {
    const text = 'ask @gr now';
    const found = completionAt(text, 7, state);
    const offer = found?.offers[0];
    expect(found && offer && take(text, 7, found.from, offer)).toEqual({ text: 'ask @grace now', caret: 11 });
  });

  it('shows how a command is used once it is typed out', () => {
    expect(usageOf('/workshop ', state)).toBe('help | new');
    expect(usageOf('/work', state)).toBeUndefined();
  });
});

describe('words of the page', () => {
  it('ranks whole names before beginnings before anything else', () => {
    expect(rank('an', ['joan', 'annie', 'mary ann', 'an'], (word) => [word])).toEqual([
      'an',
      'annie',
      'mary ann',
      'joan',
    ]);
  });

  it('shows an escaped message as it was typed', () => {
    expect(fromSlack('<@U2> &amp; <#C1|crew> <!here> <https://x.example/?a=1&amp;b=2> a &lt; b <@U9>', state)).toBe(
      '@grace & #crew @here https://x.example/?a=1&b=2 a < b <@U9>',
    );
  });

  it('keeps person and place in the address', () => {
    const route = { as: 'U1', in: 'C1', thread: '1.2', tab: 'home' } as const;
    expect(readRoute(writeRoute(route))).toEqual(route);
    expect(readRoute('#as=&tab=x&other=1')).toEqual({
      as: undefined,
      in: undefined,
      thread: undefined,
      tab: undefined,
    });
  });
});

describe('a form', () => {
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  const blocks: KnownBlock[] = [
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input', action_id: 'v', min_length: 2 },
    },
    {
      type: 'input',
      block_id: 'seats',
      label: plain('Seats'),
      element: { type: 'number_input', action_id: 'v', is_decimal_allowed: false, min_value: '1', max_value: '1000' },
    },
    {
      type: 'input',
      block_id: 'until',
      optional: true,
      label: plain('Until'),
      element: { type: 'timepicker', action_id: 'v', initial_time: '17:30' },
    },
    { type: 'actions', block_id: 'do', elements: [{ type: 'button', action_id: 'b', text: plain('B') }] },
  ];

  it('submits what was entered, else what it began with, and no buttons', () => {
    expect(submission(blocks, { name: { v: { value: 'nov' } } })).toEqual({
      name: { v: { value: 'nov' } },
      seats: { v: {} },
      until: { v: { selected_time: '17:30' } },
    });
  });

  it.each([
    ['', '', { name: 'Please fill this in.', seats: 'Please fill this in.' }],
    ['n', '0', { name: 'At least 2 characters, please.', seats: 'At least 1, please.' }],
    ['nov', '1001', { seats: 'At most 1000, please.' }],
    ['nov', 'many', { seats: 'A whole number, please.' }],
    ['nov', '1.5', { seats: 'A whole number, please.' }],
    ['nov', '12', {}],
  ])('answers name %p and seats %p at their fields', (name, seats, expected) => {
    expect(refusals(blocks, { name: { v: { value: name } }, seats: { v: { value: seats } } })).toEqual(expected);
  });
});
