import { planSeat } from '../seat-plan';
import type { WorkshopSpec } from '../workshop';

/** One way that participants' browsers will take, tried by the page at the venue. */
export interface Check {
  /** Listener port. */
  readonly port: number;
  /** With hosts: the name that is asked for. */
  readonly host: string | undefined;
  /** Title of the app whose seats are reached this way; with hosts, of all of them. */
  readonly app: string;
}

/** A code has room for no more. */
export const MOST_CHECKS = 7;

/**
 * First, middle and last port of each app, fewer of each where there are many apps; with hosts, the one port and a name in their
 * domain. A network that lets these through lets all of them through.
 */
export function checksOf(spec: WorkshopSpec): Check[] {
  const { exposure, seats, apps } = spec;
  if (exposure.kind === 'hosts') {
    return [{ port: 443, host: venueHost(exposure.domain), app: apps.map(({ title }) => title).join(' and ') }];
  }
  const each = Math.max(1, Math.floor(MOST_CHECKS / apps.length));
  const wanted = [1, ...(each > 1 ? [seats] : []), ...(each > 2 ? [Math.ceil(seats / 2)] : [])];
  const numbers = [...new Set(wanted)].sort((a, b) => a - b);
  return apps
    .flatMap((app, index) =>
      numbers.map((no) => ({ port: planSeat(spec, no).apps[index]!.listenerPort, host: undefined, app: app.title })),
    )
    .slice(0, MOST_CHECKS);
}

/** Covered by the certificate of the participants' own names, and none of them. */
export const venueHost = (domain: string): string => `venue.${domain}`;
