import { z } from 'zod';

/** A product of the price list, as far as its price matters. */
const PRODUCT = z.object({
  product: z.object({ attributes: z.object({ usagetype: z.string() }) }),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.object({
        priceDimensions: z.record(
          z.string(),
          z.object({ beginRange: z.string().optional(), pricePerUnit: z.object({ USD: z.string() }) }),
        ),
      }),
    ),
  }),
});

/**
 * The on-demand price in US dollars of the one product whose usage type fits, of its first tier where there are several; undefined
 * where none fits, or where those that do differ: then nobody knows which is meant.
 */
export function readPrice(priceList: readonly unknown[], usage: RegExp): number | undefined {
  const prices = new Set<number>();
  for (const text of priceList) {
    const read = PRODUCT.safeParse(parse(String(text)));
    if (!read.success || !usage.test(read.data.product.attributes.usagetype)) continue;
    for (const term of Object.values(read.data.terms.OnDemand)) {
      for (const { beginRange = '0', pricePerUnit } of Object.values(term.priceDimensions)) {
        const price = Number(pricePerUnit.USD);
        if (Number(beginRange) === 0 && price > 0) prices.add(price);
      }
    }
  }
  return prices.size === 1 ? [...prices][0] : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
