import { looksSecret } from './secrets';

/** One thing that is wrong with a workshop file. Plain text; at most a clipped value of the file is in it, and never a secret. */
export interface FileProblem {
  /** `apps[1].port`; empty where it is the file as a whole. */
  readonly path: string;
  /** 1-based; undefined where there is no line to show. */
  readonly line: number | undefined;
  /** What was found and what is allowed: `found "http", a whole number from 1 to 65535 is allowed`. */
  readonly says: string;
}

/** Keys and list positions from the top of the file. */
export type Path = readonly PropertyKey[];

/** `line 7, apps[1].port: found "http", a whole number from 1 to 65535 is allowed`. */
export function problemLine({ line, path, says }: FileProblem): string {
  const where = [line === undefined ? '' : `line ${line}`, path].filter(Boolean).join(', ');
  return where === '' ? says : `${where}: ${says}`;
}

/** `hint` is a sentence of its own: `Did you mean jupyter?` */
export const foundAllowed = (value: unknown, allowed: string, hint?: string): string =>
  `found ${shown(value)}, ${allowed} is allowed${hint === undefined ? '' : `. ${hint}`}`;

/** `['apps', 1, 'port']` -> `apps[1].port`. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const key = looksSecret(String(part)) ? '(hidden)' : clip(String(part));
    return text === '' ? key : `${text}.${key}`;
  }, '');

/** A value as the file has it, on one line, at most 40 characters of it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return String(value);
  return looksSecret(value) ? 'something like a secret' : JSON.stringify(clip(value));
}

const clip = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return [...line].length > 40 ? `${[...line].slice(0, 39).join('')}…` : line;
};
