import type { ActionsBlock, Button, ContextBlock, KnownBlock, SectionBlock } from '@slack/types';

/** What is sent to Slack: blocks for the eye, text for screen readers and notifications. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Slack refuses section texts above 3,000 characters; the rest is room for what it adds by escaping. */
const MOST_SECTION_TEXT = 2900;

export const section = (text: string): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: clip(text, MOST_SECTION_TEXT) },
});

export const context = (text: string): ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: clip(text, MOST_SECTION_TEXT) }],
});

export const actions = (blockId: string, elements: Button[]): ActionsBlock => ({
  type: 'actions',
  block_id: blockId,
  elements,
});

export interface ButtonOptions {
  readonly value?: string;
  /** Opens this address; Slack still reports the click. */
  readonly url?: string;
  readonly primary?: boolean;
  /** Asked before the click counts. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string };
}

/** A button; `label` at most 75 characters. */
export function button(actionId: string, label: string, options: ButtonOptions = {}): Button {
  const { value, url, primary, confirm } = options;
  return {
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text: clip(label, 75) },
    ...(value === undefined ? {} : { value }),
    ...(url === undefined ? {} : { url }),
    ...(primary ? { style: 'primary' as const } : {}),
    ...(confirm
      ? {
          confirm: {
            title: { type: 'plain_text' as const, text: confirm.title },
            text: { type: 'mrkdwn' as const, text: confirm.text },
            confirm: { type: 'plain_text' as const, text: confirm.yes },
            deny: { type: 'plain_text' as const, text: 'Keep as it is' },
          },
        }
      : {}),
  };
}

/** At most `most` characters, the last of them `…` where something was cut. */
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

/** Joins lines into sections, as many as it takes, none above `most` characters. */
export function sections(lines: readonly string[], most = MOST_SECTION_TEXT): SectionBlock[] {
  const parts: string[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= most) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts.map(section);
}
