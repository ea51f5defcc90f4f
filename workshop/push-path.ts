const MOST_CHARACTERS = 200;
/** What is Usher's own in a seat, or nobody wants there. */
const OWN = /^(\.usher|\.git)$/;

/** A path below a seat's folder, with slashes, tidied; undefined for one that leads out of it, or nowhere. */
export function readPushPath(typed: string): string | undefined {
  const parts = typed
    .trim()
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const path = parts.join('/');
  const isOdd = [...path].some((character) => character < ' ' || character === '\u007f');
  if (path === '' || path.length > MOST_CHARACTERS || isOdd) return undefined;
  return parts.some((part) => part === '..') || OWN.test(parts[0] ?? '') ? undefined : path;
}
