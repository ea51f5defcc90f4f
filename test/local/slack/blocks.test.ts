import { describe, expect, it } from '@jest/globals';
import { checkBlocks, checkView } from '../../../local/slack/blocks/check';

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const option = (value: string, text = value) => ({ text: plain(text), value });
const select = (more: object) => actions({ type: 'static_select', action_id: 'a', ...more });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('L'), element, ...more });
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

const refused = (blocks: unknown, surface: 'message' | 'modal' = 'message') =>
  checkBlocks(blocks, surface).map(({ pointer }) => pointer);

describe('the limits of blocks', () => {
  it.each<[string, unknown[], string]>([
    ['51 blocks in a message', many(51, () => ({ type: 'divider' })), '/blocks'],
    ['3,001 characters in a section', [section('x'.repeat(3001))], '/blocks/0/text/text'],
    ['an empty section', [section('')], '/blocks/0/text/text'],
    ['11 fields', [{ type: 'section', fields: many(11, () => plain('f')) }], '/blocks/0/fields'],
    ['a field of 2,001', [{ type: 'section', fields: [plain('x'.repeat(2001))] }], '/blocks/0/fields/0/text'],
    ['a header of 151', [{ type: 'header', text: plain('x'.repeat(151)) }], '/blocks/0/text/text'],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], '/blocks/0/text/type'],
    ['26 buttons', [actions(...many(26, (index) => button({ action_id: `a${index}` })))], '/blocks/0/elements'],
    ['a button of 76 characters', [actions(button({ text: plain('x'.repeat(76)) }))], '/blocks/0/elements/0/text/text'],
    ['a button value of 2,001', [actions(button({ value: 'x'.repeat(2001) }))], '/blocks/0/elements/0/value'],
    ['an action id of 256', [actions(button({ action_id: 'x'.repeat(256) }))], '/blocks/0/elements/0/action_id'],
    ['an action id twice in a block', [actions(button(), button())], '/blocks/0/elements/1/action_id'],
    ['a style of its own', [actions(button({ style: 'green' }))], '/blocks/0/elements/0/style'],
    [
      'a block id twice',
      [
        { type: 'divider', block_id: 'b' },
        { type: 'divider', block_id: 'b' },
      ],
      '/blocks/1/block_id',
    ],
    ['a block id of 256', [{ type: 'divider', block_id: 'x'.repeat(256) }], '/blocks/0/block_id'],
    ['11 context elements', [{ type: 'context', elements: many(11, () => plain('c')) }], '/blocks/0/elements'],
    ['a menu without options', [select({ options: [] })], '/blocks/0/elements/0/options'],
    ['101 options', [select({ options: many(101, (index) => option(`${index}`)) })], '/blocks/0/elements/0/options'],
    [
      'an option of 76 characters',
      [select({ options: [option('v', 'x'.repeat(76))] })],
      '/blocks/0/elements/0/options/0/text/text',
    ],
    [
      'an option value of 151',
      [select({ options: [option('x'.repeat(151), 'o')] })],
      '/blocks/0/elements/0/options/0/value',
    ],
    [
      'an initial option that is no option',
      [select({ options: [option('a')], initial_option: option('b') })],
      '/blocks/0/elements/0/initial_option',
    ],
    [
      'an overflow of 6',
      [actions({ type: 'overflow', action_id: 'a', options: many(6, (index) => option(`${index}`)) })],
      '/blocks/0/elements/0/options',
    ],
    [
      '11 checkboxes',
      [actions({ type: 'checkboxes', action_id: 'a', options: many(11, (index) => option(`${index}`)) })],
      '/blocks/0/elements/0/options',
    ],
    [
      'a confirm title of 101',
      [
        actions(
          button({
            confirm: { title: plain('x'.repeat(101)), text: plain('t'), confirm: plain('y'), deny: plain('n') },
          }),
        ),
      ],
      '/blocks/0/elements/0/confirm/title/text',
    ],
    [
      'a text input outside an input block',
      [actions({ type: 'plain_text_input', action_id: 'a' })],
      '/blocks/0/elements/0/type',
    ],
    ['an unknown block', [{ type: 'marquee' }], '/blocks/0/type'],
    ['two tables', many(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })), '/blocks'],
    ['101 rows', [{ type: 'table', rows: many(101, () => [{ type: 'raw_text', text: 'x' }]) }], '/blocks/0/rows'],
    [
      'an image without a description',
      [{ type: 'image', image_url: 'https://example.com/x.png' }],
      '/blocks/0/alt_text',
    ],
    ['12,001 characters of markdown', [{ type: 'markdown', text: 'x'.repeat(12_001) }], '/blocks/0/text'],
  ])('refuse %s', (_title, blocks, pointer) => {
    expect(refused(blocks)).toEqual([pointer]);
  });

  it('take what is exactly as large as allowed', () => {
    const blocks = [
      section('x'.repeat(3000)),
      { type: 'header', text: plain('x'.repeat(150)) },
      actions(...many(25, (index) => button({ action_id: `${index}`.padEnd(255, 'x'), text: plain('x'.repeat(75)) }))),
      select({ options: many(100, (index) => option(`${index}`)) }),
      ...many(46, () => ({ type: 'divider' })),
    ];
    expect(blocks).toHaveLength(50);
    expect(checkBlocks(blocks, 'message')).toEqual([]);
  });

  it('allow 100 blocks in a modal, and no tables there', () => {
    expect(
      refused(
        many(100, () => ({ type: 'divider' })),
        'modal',
      ),
    ).toEqual([]);
    expect(
      refused(
        many(101, () => ({ type: 'divider' })),
        'modal',
      ),
    ).toEqual(['/blocks']);
    expect(refused([{ type: 'table', rows: [] }], 'modal')).toEqual(['/blocks/0/type']);
  });

  const modal = (more: object) => ({ type: 'modal', title: plain('T'), blocks: [], ...more });
  it.each<[string, object, string]>([
    ['a title of 25', { title: plain('x'.repeat(25)) }, '/view/title/text'],
    ['3,001 characters of private metadata', { private_metadata: 'x'.repeat(3001) }, '/view/private_metadata'],
    ['a callback id of 256', { callback_id: 'x'.repeat(256) }, '/view/callback_id'],
    ['a submit button of 25', { submit: plain('x'.repeat(25)) }, '/view/submit/text'],
    ['an input without a submit button', { blocks: [input({ type: 'plain_text_input' })] }, '/view/submit'],
    ['a button in an input block', { submit: plain('S'), blocks: [input(button())] }, '/view/blocks/0/element/type'],
    [
      'a label of 2,001',
      { submit: plain('S'), blocks: [input({ type: 'plain_text_input' }, { label: plain('x'.repeat(2001)) })] },
      '/view/blocks/0/label/text',
    ],
    [
      'a max_length of 3,001',
      { submit: plain('S'), blocks: [input({ type: 'plain_text_input', max_length: 3001 })] },
      '/view/blocks/0/element/max_length',
    ],
  ])('refuse a modal with %s', (_title, more, pointer) => {
    expect(checkView(modal(more)).map((one) => one.pointer)).toEqual([pointer]);
    expect(checkView(modal({}))).toEqual([]);
  });
});
