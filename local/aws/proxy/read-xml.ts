import { XMLParser } from 'fast-xml-parser';
import type { Query } from './query';

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: (name) => name === 'item' || name === 'member',
});

/** An AWS XML answer as a tree in which every `<item>` or `<member>` list is an array under its parent's name. */
export function readXml(body: Buffer | string): Query {
  const tree = flatten(parser.parse(body.toString())) as Query;
  const response = Object.entries(tree).find(([name]) => !name.startsWith('?'))?.[1];
  return (typeof response === 'object' ? response : {}) as Query;
}

function flatten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flatten);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && Array.isArray(entries[0]![1])) return entries[0]![1].map(flatten);
  return Object.fromEntries(entries.map(([name, inner]) => [name, flatten(inner)]));
}
