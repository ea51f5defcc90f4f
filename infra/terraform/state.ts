/** What Usher reads of a Terraform state (version 4). */
export interface StackState {
  readonly resources: ReadonlyMap<string, StateResource>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface StateResource {
  readonly type: string;
  readonly tainted: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface RawState {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances?: readonly { readonly status?: string; readonly attributes?: Record<string, unknown> }[];
  }[];
  readonly outputs?: Record<string, { readonly value?: unknown; readonly sensitive?: boolean }>;
}

export const emptyState: StackState = { resources: new Map(), outputs: {} };

/** Reads the answer of `terraform state pull`; an empty answer is a state that was never written. */
export function parseState(text: string): StackState {
  if (text.trim() === '') return emptyState;
  const raw = JSON.parse(text) as RawState;
  const resources = new Map<string, StateResource>();
  for (const { mode, type, name, instances } of raw.resources ?? []) {
    const instance = instances?.[0];
    if (mode !== 'managed' || !instance) continue;
    resources.set(`${type}.${name}`, {
      type,
      tainted: instance.status === 'tainted',
      attributes: instance.attributes ?? {},
    });
  }
  const outputs = Object.entries(raw.outputs ?? {})
    .filter(([, output]) => output.sensitive !== true)
    .map(([name, output]) => [name, output.value] as const);
  return { resources, outputs: Object.fromEntries(outputs) };
}
