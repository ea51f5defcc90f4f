import type { WorkshopSpec } from './workshop';

/** Rules a security group takes for each of IPv4 and IPv6, unless the account was given more (quota L-0EA8095F). */
const RULES = 60;

/** How many ranges of either kind the allow-list of a workshop may hold: each is a rule for port 80, and one for every block of listener ports. */
export const mostRanges = ({ exposure, apps }: Pick<WorkshopSpec, 'exposure' | 'apps'>): number =>
  Math.floor(RULES / (1 + (exposure.kind === 'hosts' ? 1 : apps.length)));

/** Whether a range is one of IPv6. */
export const isIpv6 = (range: string): boolean => range.includes(':');

/** Everybody, as a range. */
export const EVERYBODY = '0.0.0.0/0';

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** Whether one of the ranges holds this IPv4 address; those of IPv6 hold none. */
export const admits = (ranges: readonly string[], address: string): boolean =>
  ranges.some((range) => {
    const [start = '', bits = '32'] = range.split('/');
    const size = 2 ** (32 - Number(bits));
    return !isIpv6(range) && Math.floor(numberOf(start) / size) === Math.floor(numberOf(address) / size);
  });

/** Addresses of networks behind a router: the internet never sees them. */
const INSIDE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'];
export const isInside = (range: string): boolean => admits(INSIDE, range.split('/')[0] ?? '');
