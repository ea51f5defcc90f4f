/** Somewhere states are kept; a workshop goes by name and suffix (`nov-ab12cd`), a stack by its name. */
export interface StatePlace {
  readonly kind: 'files' | 's3';
  /** For people: `s3://usher-state`, `.usher/terraform`. */
  readonly words: string;
  /** Workshops that have a state here. */
  workshops(): Promise<string[]>;
  /** Stacks of a workshop that have a state here. */
  stacks(workshop: string): Promise<string[]>;
  /** Undefined where there is none. */
  read(workshop: string, stack: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all; what was there before can be brought back. */
  write(workshop: string, stack: string, body: Uint8Array): Promise<void>;
  /** Takes a state away and leaves it beside under a name that ends so; resolves with that name. */
  setAside(workshop: string, stack: string, ending: string): Promise<string>;
  /** Keeps everybody else off a stack until it is called; throws ProblemError `locked`, naming who and since when. */
  hold(workshop: string, stack: string): Promise<() => Promise<void>>;
}

/** `.moved-to-s3-20261124T190659Z`: how the old copy of a moved state ends. */
export const asideEnding = (to: StatePlace['kind'], now: Date): string =>
  `.moved-to-${to}-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
