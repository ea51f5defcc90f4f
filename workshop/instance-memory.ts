/** GiB of a `large` by the letter of its family: burstable and general ones have 8, memory-optimised ones more. */
const LARGE: Readonly<Record<string, number>> = { t: 8, m: 8, r: 16, x: 32, z: 16 };
/** Sizes below `large`, as parts of one. */
const SMALL: Readonly<Record<string, number>> = { micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1 };

/** Memory of an RDS instance class in GiB: `db.t3.medium` has 4. Undefined for a family or size that is not known. */
export function memoryOf(instanceClass: string): number | undefined {
  const [, letter = '', size = ''] = /^db\.([a-z])\d+[a-z]*\.(\w+)$/.exec(instanceClass) ?? [];
  const large = LARGE[letter];
  const small = SMALL[size];
  const times = /^(\d*)xlarge$/.exec(size)?.[1];
  if (large === undefined) return undefined;
  if (small !== undefined) return large * small;
  return times === undefined ? undefined : large * 2 * Number(times || 1);
}
