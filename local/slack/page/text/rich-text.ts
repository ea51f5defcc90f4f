import type { RichTextBlock, RichTextBlockElement, RichTextElement } from '@slack/types';
import { safeUrl, type Inline, type TextBlock } from './ast';
import { emojiFor } from './emoji';
import { parsePlain } from './inline';

/** A `rich_text` block in the page's own terms. */
export function fromRichText(block: RichTextBlock): readonly TextBlock[] {
  return block.elements.flatMap(fromElement);
}

function fromElement(element: RichTextBlockElement): readonly TextBlock[] {
  switch (element.type) {
    case 'rich_text_section':
      return [{ kind: 'paragraph', children: element.elements.flatMap(fromInline) }];
    case 'rich_text_quote':
      return [{ kind: 'quote', children: [{ kind: 'paragraph', children: element.elements.flatMap(fromInline) }] }];
    case 'rich_text_preformatted':
      return [
        { kind: 'pre', text: element.elements.map((part) => part.text ?? ('url' in part ? part.url : '')).join('') },
      ];
    case 'rich_text_list':
      return element.elements.map((item, index) => ({
        kind: 'item',
        marker: element.style === 'ordered' ? `${index + 1}.` : '•',
        indent: element.indent ?? 0,
        children: item.elements.flatMap(fromInline),
      }));
  }
}

function fromInline(element: RichTextElement): readonly Inline[] {
  const style = element.style;
  let nodes: readonly Inline[] =
    style?.code && element.type === 'text' ? [{ kind: 'code', text: element.text }] : bare(element);
  if (style?.bold) nodes = [{ kind: 'bold', children: nodes }];
  if (style?.italic) nodes = [{ kind: 'italic', children: nodes }];
  if (style?.strike) nodes = [{ kind: 'strike', children: nodes }];
  return nodes;
}

function bare(element: RichTextElement): readonly Inline[] {
  switch (element.type) {
    case 'text':
      return parsePlain(element.text);
    case 'link': {
      const url = safeUrl(element.url);
      const children = parsePlain(element.text ?? element.url);
      return url === undefined ? children : [{ kind: 'link', url, children }];
    }
    case 'user':
      return [{ kind: 'user', id: element.user_id }];
    case 'channel':
      return [{ kind: 'channel', id: element.channel_id }];
    case 'usergroup':
    case 'team':
      return [{ kind: 'mention', label: '@group' }];
    case 'broadcast':
      return [{ kind: 'mention', label: `@${element.range}` }];
    case 'emoji':
      return [{ kind: 'emoji', char: emojiFor(element.name) ?? `:${element.name}:`, name: element.name }];
    case 'date': {
      const url = element.url === undefined ? undefined : safeUrl(element.url);
      const fallback = element.fallback ?? '';
      return [
        {
          kind: 'date',
          epoch: element.timestamp,
          format: element.format,
          fallback,
          ...(url === undefined ? {} : { url }),
        },
      ];
    }
    case 'color':
      return [{ kind: 'code', text: element.value }];
  }
}
