import type { WorkshopSpec } from './workshop';

/** Rules a security group takes for each of IPv4 and IPv6, unless the account was given more (quota L-0EA8095F). */
const RULES = 60;

/** How many ranges of either kind the allow-list of a workshop may hold: each is a rule for port 80, and one for every block of listener ports. */
export const mostRanges = ({ exposure, apps }: Pick<WorkshopSpec, 'exposure' | 'apps'>): number =>
  Math.floor(RULES / (1 + (exposure.kind === 'hosts' ? 1 : apps.length)));

/** Whether a range is one of IPv6. */
export const isIpv6 = (range: string): boolean => range.includes(':');
