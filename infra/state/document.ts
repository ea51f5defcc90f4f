/** What tells one version of one state from another. */
export interface StateVersion {
  /** Counts up with every write. */
  readonly serial: number;
  /** Same for all versions of one state, drawn when it is first written. */
  readonly lineage: string;
  /** Nothing in AWS hangs on it. */
  readonly empty: boolean;
}

/** Reads a state file; throws where it is none. */
export function versionOf(body: Uint8Array): StateVersion {
  const raw = JSON.parse(Buffer.from(body).toString('utf8')) as {
    serial?: unknown;
    lineage?: unknown;
    resources?: unknown[];
  };
  if (typeof raw.serial !== 'number' || typeof raw.lineage !== 'string') throw new Error('not a Terraform state');
  return { serial: raw.serial, lineage: raw.lineage, empty: (raw.resources ?? []).length === 0 };
}

export const isSame = (one: StateVersion, other: StateVersion): boolean =>
  one.lineage === other.lineage && one.serial === other.serial;
