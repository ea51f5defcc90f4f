import type { Locator } from 'playwright-core';

/** As much of a browser's nodes as is read. */
interface Drawn {
  readonly nodeType: number;
  readonly data: string;
  readonly childNodes: Iterable<Drawn>;
  readonly alt: string;
  readonly naturalWidth: number;
  readonly value: string;
  readonly placeholder: string;
  matches(selector: string): boolean;
}
declare const getComputedStyle: (node: Drawn) => { readonly display: string };

/**
 * What a part of the page says to who looks at it, written as in a play: buttons and menus as `[Deploy]`, files as `(file: nov.csv)`, pictures
 * that have loaded as `(picture: ...)`, each block on a line of its own. Empty where the part is not there.
 */
export async function readAsDrawn(part: Locator): Promise<string> {
  return (await part.count()) === 0 ? '' : part.first().evaluate(read);
}

/** Runs in the browser, and so knows nothing but what it is given. */
function read(top: unknown): string {
  const inside = (node: Drawn): string => [...node.childNodes].map(written).join('');
  const written = (node: Drawn): string => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 || node.matches('svg, .edited, [popover], .modal-app')) return '';
    if (node.matches('br')) return '\n';
    if (node.matches('img')) return node.naturalWidth > 0 ? `(picture: ${node.alt})` : '';
    if (node.matches('input, textarea')) return ` [${node.value || node.placeholder}] `;
    if (node.matches('.file-name')) return ` (file: ${inside(node)}) `;
    if (node.matches('.button, .select')) return ` [${inside(node)}] `;
    return getComputedStyle(node).display.startsWith('inline') ? inside(node) : `\n${inside(node)}\n`;
  };
  return written(top as Drawn);
}
