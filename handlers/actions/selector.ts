import { z } from 'zod';

const Seat = z.number().int().min(1).max(1000);

/** Which seats a button is about, as `readSelector` gives them. */
export const Selector = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('range'), from: Seat, to: Seat }),
  z.object({ kind: z.literal('person'), userId: z.string() }),
  z.object({ kind: z.literal('name'), name: z.string() }),
  z.object({ kind: z.literal('failing') }),
  z.object({ kind: z.literal('all') }),
]);
