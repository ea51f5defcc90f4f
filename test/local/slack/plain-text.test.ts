import { describe, expect, it } from '@jest/globals';
import { plainBlocks, plainMrkdwn } from '../../../local/slack/plain-text';

const names = { people: [{ id: 'U1', name: 'ada' }], channels: [{ id: 'C1', name: 'crew' }] };

describe('messages as plain text', () => {
  it.each([
    ['*bold* and _it_ and ~gone~ and `code`', 'bold and it and gone and code'],
    ['*_both_*', 'both'],
    ['seat_007_x and 2 * 3 * 4', 'seat_007_x and 2 * 3 * 4'],
    ['User `seat-007`  Password `maple-otter-river-41`', 'User seat-007  Password maple-otter-river-41'],
    ['<@U1> in <#C1|old> and <#C9|other>', '@ada in #crew and #other'],
    ['<https://x.example/a?b=1&amp;c=2|Open> <https://x.example/>', 'Open https://x.example/'],
    ['<!here> <!subteam^S1|@organisers> <!date^1^{time}|10:42>', '@here @organisers 10:42'],
    ['a &lt;b&gt; &amp;amp;', 'a <b> &amp;'],
    ['```\nlog line\n```', 'log line\n'],
  ])('reads %s', (text, expected) => {
    expect(plainMrkdwn(text, names)).toBe(expected);
  });

  it('reads blocks line by line, buttons and menus in brackets', () => {
    const plain = (text: string) => ({ type: 'plain_text', text });
    const blocks = [
      { type: 'header', text: plain('Title') },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '*12* down' },
        accessory: { type: 'button', text: plain('Restart') },
      },
      { type: 'section', fields: [plain('one'), plain('two')] },
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: '$2 so far' },
          { type: 'image', alt_text: 'x' },
        ],
      },
      {
        type: 'actions',
        elements: [
          { type: 'button', text: plain('Deploy') },
          { type: 'static_select', placeholder: plain('Region') },
          { type: 'checkboxes', options: [{ text: plain('a') }, { text: plain('b') }] },
        ],
      },
      { type: 'input', label: plain('Name'), element: { type: 'plain_text_input', initial_value: 'nov' } },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_text', text: 'b' },
          ],
        ],
      },
    ];
    expect(plainBlocks(blocks, names)).toBe(
      'Title\n12 down  [Restart]\none\ntwo\n$2 so far\n[Deploy] [Region] [a / b]\nName: [nov]\na | b',
    );
  });
});
