import type { Person } from './protocol';
import { isRecord, type Raw } from './blocks/report';

/** Turns ids into names: people by id, channels by id. */
export interface Names {
  readonly people: readonly Pick<Person, 'id' | 'name'>[];
  readonly channels: readonly { readonly id: string; readonly name: string }[];
}

/**
 * A message as someone reads it without a screen: names for ids, no mark-up, buttons in brackets; one line a block, and one a file.
 */
export function plainMessage(
  message: {
    readonly text: string;
    readonly blocks: readonly unknown[];
    readonly files?: readonly { readonly name: string }[];
  },
  names: Names,
): string {
  const words = message.blocks.length === 0 ? plainMrkdwn(message.text, names) : plainBlocks(message.blocks, names);
  return [words, ...(message.files ?? []).map(({ name }) => `(file: ${name})`)].filter(Boolean).join('\n');
}

/** Blocks of a message, modal or Home tab as lines of text. */
export function plainBlocks(blocks: readonly unknown[], names: Names): string {
  return blocks
    .filter(isRecord)
    .map((block) => plainBlock(block, names))
    .filter((line) => line !== '')
    .join('\n');
}

/** mrkdwn as it reads: emphasis gone, links by their words, mentions by name. */
export function plainMrkdwn(text: string, names: Names): string {
  return text
    .replaceAll(/```\n?/g, '')
    .replaceAll(/(^|[^\p{L}\p{N}])([*_~`])(?=\S)([^\n]*?\S)\2(?![\p{L}\p{N}])/gu, '$1$3')
    .replaceAll(/(^|[^\p{L}\p{N}])([*_~`])(?=\S)([^\n]*?\S)\2(?![\p{L}\p{N}])/gu, '$1$3')
    .replaceAll(/<([^<>]+)>/g, (_whole, inner: string) => control(inner, names))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function control(inner: string, names: Names): string {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('@')) {
    return `@${names.people.find((one) => one.id === target.slice(1))?.name ?? label ?? target.slice(1)}`;
  }
  if (target.startsWith('#')) {
    return `#${names.channels.find((one) => one.id === target.slice(1))?.name ?? label ?? target.slice(1)}`;
  }
  if (target.startsWith('!date^')) return label ?? target;
  if (target.startsWith('!')) return label ?? `@${target.slice(1)}`;
  return label ?? target;
}

function plainBlock(block: Raw, names: Names): string {
  const text = (value: unknown) => textOf(value, names);
  switch (block.type) {
    case 'divider':
      return '---';
    case 'header':
      return text(block.text);
    case 'section': {
      const fields = Array.isArray(block.fields) ? block.fields.map(text) : [];
      const accessory = isRecord(block.accessory) ? plainElement(block.accessory, names) : '';
      return [text(block.text), ...fields, accessory].filter(Boolean).join(block.fields ? '\n' : '  ');
    }
    case 'context':
    case 'actions':
      return (Array.isArray(block.elements) ? block.elements : [])
        .filter(isRecord)
        .map((element) => plainElement(element, names))
        .filter(Boolean)
        .join(' ');
    case 'input': {
      const element = isRecord(block.element) ? plainElement(block.element, names) : '';
      return [`${text(block.label)}: ${element}`, text(block.hint)].filter(Boolean).join('\n');
    }
    case 'image':
      return `(picture: ${String(block.alt_text)})`;
    case 'markdown':
      return String(block.text);
    case 'table':
      return (Array.isArray(block.rows) ? (block.rows as unknown[][]) : [])
        .map((row) =>
          row
            .map((cell) => (isRecord(cell) ? ((cell.text as string | undefined) ?? richText(cell, names)) : ''))
            .join(' | '),
        )
        .join('\n');
    case 'rich_text':
      return richText(block, names);
    default:
      return `(${String(block.type)})`;
  }
}

function plainElement(element: Raw, names: Names): string {
  switch (element.type) {
    case 'mrkdwn':
    case 'plain_text':
      return textOf(element, names);
    case 'image':
      return '';
    case 'button':
      return `[${textOf(element.text, names)}]`;
    case 'checkboxes':
    case 'radio_buttons':
    case 'overflow':
      return `[${optionTexts(element, names).join(' / ')}]`;
    default: {
      const initial = element.initial_option;
      const shown = element.initial_value ?? (isRecord(initial) ? textOf(initial.text, names) : undefined);
      return typeof shown === 'string' ? `[${shown}]` : `[${textOf(element.placeholder, names) || '____'}]`;
    }
  }
}

function optionTexts(element: Raw, names: Names): string[] {
  return (Array.isArray(element.options) ? element.options : []).filter(isRecord).map((one) => textOf(one.text, names));
}

function textOf(value: unknown, names: Names): string {
  if (!isRecord(value) || typeof value.text !== 'string') return '';
  return value.type === 'mrkdwn' ? plainMrkdwn(value.text, names) : value.text;
}

function richText(node: Raw, names: Names): string {
  if (typeof node.text === 'string') return node.text;
  if (typeof node.url === 'string') return node.url;
  if (node.type === 'user') return control(`@${String(node.user_id)}`, names);
  const children = Array.isArray(node.elements) ? node.elements.filter(isRecord) : [];
  const separator = node.type === 'rich_text' || node.type === 'rich_text_list' ? '\n' : '';
  return children.map((child) => richText(child, names)).join(separator);
}
