/** Parameters as a tree; what an operation means by them is known only where it is handled. */
export type Query = { [name: string]: unknown };

/** `A.member.1.B=x` or, as EC2 writes it, `A.1.B=x` -> `{ A: [{ B: 'x' }] }`. */
export function readQuery(body: string): Query {
  const root: Query = {};
  for (const [name, value] of new URLSearchParams(body)) {
    let node = root;
    const path = name.split('.').filter((part) => part !== 'member' && part !== 'entry');
    path.forEach((part, i) => {
      if (i === path.length - 1) node[part] = value;
      else node = (node[part] ??= {}) as Query;
    });
  }
  return lists(root) as Query;
}

/** Objects whose keys are all numbers become arrays in their order. */
function lists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, lists(inner)] as const);
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
  }
  return Object.fromEntries(entries);
}

/** A parameter as text; undefined where it is missing or a structure. */
export const text = (input: Query, name: string): string | undefined => {
  const value = input[name];
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
};

/** A parameter as a number, or what it is where it is missing. */
export const number = (input: Query, name: string, otherwise: number): number => {
  const value = text(input, name);
  return value === undefined ? otherwise : Number(value);
};

/** A list of structures; empty where there is none. */
export const list = (input: Query, name: string): Query[] => {
  const value = input[name];
  return Array.isArray(value) ? (value as Query[]) : [];
};

/** A list of texts; empty where there is none. */
export const strings = (input: Query, name: string): string[] => {
  const value = input[name];
  return Array.isArray(value) ? value.map(String) : [];
};

/** A structure; empty where there is none. */
export const inner = (input: Query, name: string): Query => {
  const value = input[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Query) : {};
};
