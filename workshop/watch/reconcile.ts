import type { Cause, Incident } from './incident';

export interface Reconciled {
  readonly opened: readonly Cause[];
  /** Goes on, perhaps at other seats. */
  readonly going: readonly { readonly incident: Incident; readonly cause: Cause }[];
  /** All its seats are well again. */
  readonly mended: readonly Incident[];
  /** Its seats are ill for another reason now. */
  readonly absorbed: readonly Incident[];
}

/**
 * What became of the incidents that stood, in the light of the causes seen now. `ill`: every seat that is not known to be well,
 * also those only suspected or in the hands of a restart. Pure.
 */
export function reconcile(
  standing: readonly Incident[],
  causes: readonly Cause[],
  ill: ReadonlySet<number>,
): Reconciled {
  const causeOf = new Map(causes.map((cause) => [cause.key, cause]));
  const keys = new Set(standing.map(({ key }) => key));
  const gone = standing.filter(({ key }) => !causeOf.has(key));
  const elsewhere = new Set(causes.flatMap((cause) => cause.ill));
  const still = ({ ill: seats }: Incident): number[] => seats.filter((no) => ill.has(no));
  return {
    opened: causes.filter(({ key }) => !keys.has(key)),
    going: standing.flatMap((incident) => {
      const cause = causeOf.get(incident.key);
      return cause ? [{ incident, cause }] : [];
    }),
    mended: gone.filter((incident) => still(incident).length === 0),
    absorbed: gone.filter((incident) => {
      const left = still(incident);
      return left.length > 0 && left.every((no) => elsewhere.has(no));
    }),
  };
}
