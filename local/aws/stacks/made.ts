import type { Body, Resource } from './resolve';

/** A resource whose references are resolved. */
export interface Made extends Resource {
  readonly stack: string;
  readonly region: string;
}

/** An attribute as text; empty where it is missing or null. */
export const textOf = (body: Body, name: string): string => {
  const value = body[name];
  return value === undefined || value === null ? '' : String(value);
};

/** An attribute as a list of texts; empty where it is none. */
export const textsOf = (body: Body, name: string): string[] => {
  const value = body[name];
  return Array.isArray(value) ? value.map(String) : [];
};

/** An attribute as a number, or the value it has where it is missing. */
export const numberOf = (body: Body, name: string, otherwise: number): number =>
  body[name] === undefined || body[name] === null ? otherwise : Number(body[name]);

/** Nested blocks: Terraform JSON writes one as an object and several as a list. */
export const blocks = (body: Body, name: string): Body[] => {
  const value = body[name];
  if (Array.isArray(value)) return value as Body[];
  return typeof value === 'object' && value !== null ? [value as Body] : [];
};

/** The resource's tags; empty where it has none. */
export const tagsOfBody = (body: Body): Record<string, string> =>
  Object.fromEntries(Object.entries((body['tags'] as object | undefined) ?? {}).map(([k, v]) => [k, String(v)]));
