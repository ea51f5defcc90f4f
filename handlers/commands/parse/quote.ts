import { escape } from '../../views/words';

/** A stranger's word as it may be shown in Slack: in code, on one line, at most 40 characters, unable to mention anybody. */
export function quote(word: string): string {
  const plain = word.replace(/[`\s]+/g, ' ').trim();
  // Cut first: half an escape would be shown as it is.
  const short = escape([...plain].length > 40 ? `${[...plain].slice(0, 39).join('')}…` : plain);
  return short === '' ? '(nothing)' : `\`${short}\``;
}
