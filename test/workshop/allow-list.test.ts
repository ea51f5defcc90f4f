import { describe, expect, it } from '@jest/globals';
import { admits, isInside } from '../../workshop/allow-list';

describe('an allow-list', () => {
  it('holds the addresses of its ranges, to the last one and no further', () => {
    expect(admits(['203.0.113.0/24'], '203.0.113.255')).toBe(true);
    expect(admits(['203.0.113.0/24'], '203.0.114.0')).toBe(false);
    expect(admits(['198.51.100.7/32', '255.255.255.254/31'], '255.255.255.255')).toBe(true);
    expect(admits(['0.0.0.0/0'], '192.0.2.1')).toBe(true);
    expect(admits(['::/0'], '192.0.2.1')).toBe(false);
    expect(admits([], '192.0.2.1')).toBe(false);
  });

  it('knows the ranges that the internet never sees', () => {
    expect(['10.1.2.3/32', '172.31.0.0/16', '192.168.1.0/24', '100.64.0.1/32'].every(isInside)).toBe(true);
    expect(['172.32.0.0/16', '127.0.0.1/32', '203.0.113.7/32'].some(isInside)).toBe(false);
  });
});
