import fc from 'fast-check';

/** The same inputs at every usual run, so that a change is judged by itself; a run of many looks elsewhere each time. */
if (process.env['USHER_FUZZ'] === undefined) fc.configureGlobal({ seed: 20_261_124 });

/**
 * How many inputs a property gets: `usual`, or its share of USHER_FUZZ, the number of inputs for all properties together
 * (`USHER_FUZZ=100000 npx jest test/handlers`). fast-check prints the seed of whatever fails.
 */
export function inputs(usual: number, share: number): number {
  const wanted = Number(process.env['USHER_FUZZ'] ?? Number.NaN);
  return Number.isInteger(wanted) && wanted > 0 ? Math.ceil(wanted * share) : usual;
}
