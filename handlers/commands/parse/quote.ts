/** A stranger's word as it may be shown in Slack: in code, on one line, at most 40 characters, unable to mention anybody. */
export function quote(word: string): string {
  const plain = word
    .replace(/[`\s]+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .trim();
  const short = [...plain].length > 40 ? `${[...plain].slice(0, 39).join('')}…` : plain;
  return short === '' ? '(nothing)' : `\`${short}\``;
}
