import type { SeatLook } from '../running/watch-seats';

/** One look may meet a seat at a bad moment; only what the next one sees too is broken. */
const LOOKS_TO_BELIEVE = 2;
/** An app that starts is left alone for so many looks; after that it is not going to come by itself. */
const LOOKS_TO_WAIT = 10;

/** Seats that were not well at the last look: since when, and at how many looks in a row. */
export type Suspicions = ReadonlyMap<number, { readonly since: Date; readonly looks: number }>;

export interface Suspected {
  readonly suspicions: Suspicions;
  /** Those that are to be believed, with what a restart may mend. */
  readonly broken: readonly SeatLook[];
}

/** Adds one look at some seats to what was suspected before; seats that were not looked at stay as they were. */
export function suspect(before: Suspicions, looks: readonly SeatLook[], now: Date): Suspected {
  const suspicions = new Map(before);
  const broken: SeatLook[] = [];
  for (const look of looks) {
    const { no } = look.plan;
    if (look.faults.length === 0) {
      suspicions.delete(no);
      continue;
    }
    const known = before.get(no);
    const seen = { since: known?.since ?? now, looks: (known?.looks ?? 0) + 1 };
    suspicions.set(no, seen);
    if (seen.looks >= LOOKS_TO_BELIEVE) broken.push(seen.looks >= LOOKS_TO_WAIT ? outOfPatience(look) : look);
  }
  return { suspicions, broken };
}

/** What should have come by itself and did not. */
function outOfPatience(look: SeatLook): SeatLook {
  if (!look.faults.every(({ mend }) => mend === 'wait')) return look;
  return {
    ...look,
    faults: look.faults.map((fault) => ({ ...fault, mend: fault.app === undefined ? 'replace' : 'restart' })),
  };
}
