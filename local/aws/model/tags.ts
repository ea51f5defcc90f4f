/** Value by key. */
export type Tags = Readonly<Record<string, string>>;
