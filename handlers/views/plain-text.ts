/** Slack markdown as plain text, for places that show none: errors under a field. */
export const asPlainText = (markdown: string): string =>
  markdown.replace(/[`*]/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
