import { describe, expect, it } from '@jest/globals';
import type { Inline, TextBlock } from '../../../local/slack/page/text/ast';
import { parseMarkdown } from '../../../local/slack/page/text/markdown';
import { parseInline, parseMrkdwn } from '../../../local/slack/page/text/mrkdwn';
import { parsePlain } from '../../../local/slack/page/text/inline';
import { fromRichText } from '../../../local/slack/page/text/rich-text';

/** The nodes as a short string: `bold(text)`. */
const sketch = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      switch (node.kind) {
        case 'text':
          return node.text;
        case 'break':
          return '⏎';
        case 'bold':
        case 'italic':
        case 'strike':
          return `${node.kind}(${sketch(node.children)})`;
        case 'code':
          return `code(${node.text})`;
        case 'link':
          return `link(${node.url} ${sketch(node.children)})`;
        case 'user':
        case 'channel':
          return `${node.kind}(${node.id})`;
        case 'mention':
          return `mention(${node.label})`;
        case 'date':
          return `date(${node.epoch} ${node.format} ${node.fallback})`;
        case 'emoji':
          return `emoji(${node.char})`;
        case 'bar':
          return `bar(${node.text})`;
      }
    })
    .join('');

const outline = (blocks: readonly TextBlock[]): string[] =>
  blocks.map((block) => {
    switch (block.kind) {
      case 'paragraph':
        return sketch(block.children);
      case 'quote':
        return `quote[${outline(block.children).join(' / ')}]`;
      case 'pre':
        return `pre[${block.text}]`;
      case 'item':
        return `${'>'.repeat(block.indent)}${block.marker} ${sketch(block.children)}`;
      case 'heading':
        return `h${block.level} ${sketch(block.children)}`;
      case 'rule':
        return 'rule';
      case 'table':
        return `table[${block.rows.map((row) => row.map(sketch).join(' | ')).join(' // ')}]`;
    }
  });

const inline = (text: string) => sketch(parseInline(text));

describe('mrkdwn', () => {
  it.each([
    ['*bold* _italic_ ~struck~ `code`', 'bold(bold) italic(italic) strike(struck) code(code)'],
    ['*bold _both_*', 'bold(bold italic(both))'],
    ['(*bold*), *bold*!', '(bold(bold)), bold(bold)!'],
    ['snake_case_name 2*3*4 a~b~c', 'snake_case_name 2*3*4 a~b~c'],
    ['* not bold * and *open', '* not bold * and *open'],
    ['*one\ntwo*', '*one⏎two*'],
    ['`*not bold*`', 'code(*not bold*)'],
    ['*bold `with * inside`*', 'bold(bold code(with * inside))'],
  ])('understands emphasis in %s', (text, expected) => {
    expect(inline(text)).toBe(expected);
  });

  it.each([
    ['<@U1> in <#C1|crew>', 'user(U1) in channel(C1)'],
    ['<!here> <!channel> <!subteam^S1|@crew>', 'mention(@here) mention(@channel) mention(@crew)'],
    ['<https://example.com/?a=1&amp;b=2|the *page*>', 'link(https://example.com/?a=1&b=2 the *page*)'],
    ['see https://example.com/a_b_c.', 'see link(https://example.com/a_b_c https://example.com/a_b_c).'],
    ['<mailto:ada@example.com|ada@example.com>', 'link(mailto:ada@example.com ada@example.com)'],
    ['<!date^1795489200^{date} at {time}|soon>', 'date(1795489200 {date} at {time} soon)'],
    ['<!date^soon^{date}|soon>', 'soon'],
  ])('understands the control sequence %s', (text, expected) => {
    expect(inline(text)).toBe(expected);
  });

  it.each([
    ['<javascript:alert(1)|click>', '<javascript:alert(1)|click>'],
    ['<data:text/html,hi>', '<data:text/html,hi>'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['&amp;lt;', '&lt;'],
  ])('leaves %s as harmless text', (text, expected) => {
    expect(parseInline(text)).toEqual([{ kind: 'text', text: expected }]);
  });

  it('knows shortcodes and emoji characters, and leaves other colons alone', () => {
    expect(inline(':white_check_mark: :nope: 10:30:00 🟩👩‍💻⚠️▫️ ✓')).toBe(
      'emoji(✅) :nope: 10:30:00 emoji(🟩)emoji(👩‍💻)emoji(⚠️)emoji(▫️) ✓',
    );
  });

  it('keeps a progress bar in one piece', () => {
    expect(inline('61 of 83 ▓▓▓░░ done')).toBe('61 of 83 bar(▓▓▓░░) done');
  });

  it('tells quotes, lists, fences and paragraphs apart', () => {
    const text = 'Hello\nthere\n&gt; quoted\n&gt; *twice*\n• one\n  - two\n3. three\n```\n*plain* &lt;b&gt;\n```\nend';
    expect(outline(parseMrkdwn(text))).toEqual([
      'Hello⏎there',
      'quote[quoted⏎bold(twice)]',
      '• one',
      '>• two',
      '3. three',
      'pre[*plain* <b>]',
      'end',
    ]);
  });

  it('quotes everything behind three marks', () => {
    expect(outline(parseMrkdwn('a\n&gt;&gt;&gt; b\nc'))).toEqual(['a', 'quote[b⏎c]']);
  });

  it('takes an unclosed fence as the text it is', () => {
    expect(outline(parseMrkdwn('a ```b'))).toEqual(['a ', '```b']);
  });

  it('shows links in a fence as what they stand for', () => {
    expect(outline(parseMrkdwn('```curl <http://x.example|x.example> &amp;```'))).toEqual(['pre[curl x.example &]']);
  });

  it('knows no markup in plain text but emoji', () => {
    expect(sketch(parsePlain('*Hi* :tada: <@U1>'))).toBe('*Hi* emoji(🎉) <@U1>');
  });
});

describe('the markdown block', () => {
  it('understands headings, emphasis, links, lists, tables, rules and fences', () => {
    const text = [
      '# Title',
      'Some **bold**, *italic*, ~~struck~~ and `code`',
      'with [a link](https://example.com).',
      '',
      '- one',
      '  - two',
      '1. first',
      '',
      '| Seat | Who |',
      '| --- | --- |',
      '| 7 | **Grace** |',
      '',
      '---',
      '> said',
      '```',
      '# no title',
      '```',
    ].join('\n');
    expect(outline(parseMarkdown(text))).toEqual([
      'h1 Title',
      'Some bold(bold), italic(italic), strike(struck) and code(code)⏎with link(https://example.com a link).',
      '• one',
      '>• two',
      '1. first',
      'table[Seat | Who // 7 | bold(Grace)]',
      'rule',
      'quote[said]',
      'pre[# no title]',
    ]);
  });

  it('refuses links that are none', () => {
    expect(outline(parseMarkdown('[x](javascript:alert(1))'))).toEqual(['[x](javascript:alert(1))']);
  });
});

describe('rich text', () => {
  it('becomes the same nodes as typed text', () => {
    expect(
      outline(
        fromRichText({
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Hi ', style: { bold: true } },
                { type: 'user', user_id: 'U1' },
                { type: 'emoji', name: 'tada' },
                { type: 'link', url: 'javascript:alert(1)', text: 'no' },
              ],
            },
            {
              type: 'rich_text_list',
              style: 'ordered',
              elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
            },
            { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'code' }] },
          ],
        }),
      ),
    ).toEqual(['bold(Hi )user(U1)emoji(🎉)no', '1. one', 'pre[code]']);
  });
});
