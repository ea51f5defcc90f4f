import type { Body, Resource } from './resolve';

/** A resource whose references are resolved. */
export interface Made extends Resource {
  readonly stack: string;
  readonly region: string;
}

export const textOf = (body: Body, name: string): string => {
  const value = body[name];
  return value === undefined || value === null ? '' : String(value);
};

export const textsOf = (body: Body, name: string): string[] => {
  const value = body[name];
  return Array.isArray(value) ? value.map(String) : [];
};

export const numberOf = (body: Body, name: string, otherwise: number): number =>
  body[name] === undefined || body[name] === null ? otherwise : Number(body[name]);

/** Nested blocks: Terraform JSON writes one as an object and several as a list. */
export const blocks = (body: Body, name: string): Body[] => {
  const value = body[name];
  if (Array.isArray(value)) return value as Body[];
  return typeof value === 'object' && value !== null ? [value as Body] : [];
};

export const tagsOfBody = (body: Body): Record<string, string> =>
  Object.fromEntries(Object.entries((body['tags'] as object | undefined) ?? {}).map(([k, v]) => [k, String(v)]));
