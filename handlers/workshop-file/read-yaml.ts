import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { costly } from './costly';
import type { FileProblem, Path } from './problem';
import { looksSecret } from './secrets';

/** Characters of the largest workshop file that is read; a file with ten apps and their scripts has a third of it. */
export const LARGEST_FILE = 32_000;

/** A file as YAML reads it. */
export interface Yaml {
  /** Plain values; undefined for a file with nothing in it. */
  readonly value: unknown;
  /** 1-based line of this key or list item, or of the nearest thing around it. */
  lineOf(path: Path): number | undefined;
}

/** Reads one document of YAML 1.2, without aliases; never throws. */
export function readYaml(text: string): { yaml: Yaml } | { problems: FileProblem[] } {
  if (text.length > LARGEST_FILE) {
    return whole(`the file has ${text.length} characters, and up to ${LARGEST_FILE} are read`);
  }
  if (text.includes('\0')) return whole('this is no text file; YAML is expected');
  const slow = costly(text);
  if (slow) return { problems: [{ path: '', ...slow }] };
  const lines = new LineCounter();
  const lineAt = (offset: number | undefined) => (offset === undefined ? undefined : lines.linePos(offset).line);
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      schema: 'core',
      logLevel: 'silent',
    });
    if (document.errors.length > 0) {
      return {
        problems: document.errors.map(({ message, pos }) => ({
          path: '',
          line: lineAt(pos[0]),
          says: `this is not YAML: ${looksSecret(message) ? 'it cannot be read from here on' : message.replace(/\s+/g, ' ').slice(0, 160)}`,
        })),
      };
    }
    asWritten(document);
    return { yaml: { value: document.toJS() ?? undefined, lineOf: (path) => lineAt(offsetOf(document, path)) } };
  } catch (error) {
    return whole(
      `it cannot be read as YAML: ${error instanceof Error ? error.message.slice(0, 160) : 'for no known reason'}`,
    );
  }
}

const whole = (says: string) => ({ problems: [{ path: '', line: undefined, says }] });

/** Tags and variables are texts: `version: 3.10` and `course: 007` stay as they are written. */
function asWritten(document: Document): void {
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || (key.value !== 'tags' && key.value !== 'environment') || !isMap(value)) return;
      for (const pair of value.items) {
        if (isScalar(pair.value) && typeof pair.value.value !== 'string') pair.value.value = pair.value.source ?? '';
      }
    },
  });
}

function offsetOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

const startOf = (node: unknown): number | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
