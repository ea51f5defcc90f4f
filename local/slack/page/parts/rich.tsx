import { useMemo } from 'preact/hooks';
import type { TextBlock } from '../text/ast';
import { leadingEmoji } from '../text/emoji';
import { parsePlain } from '../text/inline';
import { parseMrkdwn } from '../text/mrkdwn';
import { InlineText } from './inline';

/** Parsed text, block by block. */
export function Rich({ blocks }: { blocks: readonly TextBlock[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <RichBlock key={index} block={block} />
      ))}
    </>
  );
}

function RichBlock({ block }: { block: TextBlock }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <div class="line">
          <InlineText nodes={block.children} />
        </div>
      );
    case 'quote':
      return (
        <blockquote>
          <Rich blocks={block.children} />
        </blockquote>
      );
    case 'pre':
      return <pre tabIndex={0}>{monospaced(block.text)}</pre>;
    case 'item':
      return (
        <div class="item" style={{ marginLeft: `${block.indent * 1.4}em` }}>
          <span class="marker">{block.marker}</span>
          <span>
            <InlineText nodes={block.children} />
          </span>
        </div>
      );
    case 'heading':
      return (
        <div class={`heading heading-${block.level}`} role="heading" aria-level={block.level + 2}>
          <InlineText nodes={block.children} />
        </div>
      );
    case 'rule':
      return <hr />;
    case 'table':
      return <Table rows={block.rows.map((row) => row.map((cell) => <InlineText nodes={cell} />))} />;
  }
}

/** A table whose first row is its head. */
export function Table({
  rows,
  align = [],
  caption,
}: {
  rows: readonly (readonly preact.ComponentChild[])[];
  align?: readonly (string | undefined)[];
  caption?: string | undefined;
}) {
  const [head = [], ...body] = rows;
  const style = (column: number) => ({ textAlign: align[column] ?? 'left' });
  return (
    <div class="table" tabIndex={0} role="region" aria-label={caption ?? 'Table'}>
      <table>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" style={style(column)}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} style={style(column)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** In a fence every emoji is two characters wide, so that maps made of them stay in their columns. */
function monospaced(text: string): readonly preact.ComponentChild[] {
  const parts: preact.ComponentChild[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const emoji = leadingEmoji.exec(text.slice(at))?.[0];
    if (emoji !== undefined) {
      parts.push(plain, <span class="emoji emoji-wide">{emoji}</span>);
      plain = '';
    } else {
      plain += text[at];
    }
    at += emoji?.length ?? 1;
  }
  return [...parts, plain];
}

/** Slack's markup, read again only when it changes: a live edit redraws everything around it. */
export function Mrkdwn({ text }: { text: string }) {
  const blocks = useMemo(() => parseMrkdwn(text), [text]);
  return <Rich blocks={blocks} />;
}

/** A `text` object of Block Kit, or the plain text of a message. */
export function Text({ text }: { text: { readonly type: string; readonly text: string } }) {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : <InlineText nodes={parsePlain(text.text)} />;
}
