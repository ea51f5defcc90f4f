/** The two zones of a workshop, as they appear in names. */
export const ZONES = ['a', 'b'] as const;

/** Index of the zone where a seat's host and tasks live: seats alternate. */
export const zoneOfSeat = (no: number): number => (no - 1) % ZONES.length;
