/**
 * A name as people write it, from how Route 53 does: with a dot at its end, `*` as an octal escape, and a prefix where it is a load
 * balancer's that also has IPv6.
 */
export const plainName = (name = ''): string =>
  name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\\052/, '*')
    .replace(/^dualstack\./, '');
