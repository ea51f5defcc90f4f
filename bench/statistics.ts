/** Quantile `q` (0-1) of samples, by the nearest rank; NaN without samples. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? NaN;
}

export interface Spread {
  readonly samples: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Median, 99th percentile and maximum, each to a tenth. */
export const spread = (samples: readonly number[]): Spread => ({
  samples: samples.length,
  p50: tenth(quantile(samples, 0.5)),
  p99: tenth(quantile(samples, 0.99)),
  max: tenth(quantile(samples, 1)),
});

export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Milliseconds `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** `4.9 / 128.3 / 537.8 (827)`: median, 99th percentile, maximum and how many. */
export const words = ({ p50, p99, max, samples }: Spread): string => `${p50} / ${p99} / ${max} (${samples})`;
