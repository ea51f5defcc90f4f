import { describe, expect, it } from '@jest/globals';
import { mostRanges } from '../../workshop/allow-list';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import { dnsDuty, holderOfDomain, zoneOfOwnRecords } from '../../workshop/dns';
import { MOST_SEATS, planSeat } from '../../workshop/seat-plan';
import { DEFAULT_OPTIONS, type Exposure, type Workshop, type WorkshopSpec } from '../../workshop/workshop';

const ZONE = 'Z0123456789';
const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/1';
const hosts = (more: Partial<Extract<Exposure, { kind: 'hosts' }>>): Exposure => ({
  kind: 'hosts',
  domain: 'lab.example.org',
  zone: undefined,
  certificate: undefined,
  ...more,
});
const spec = (exposure: Exposure, seats = 48): WorkshopSpec => ({
  ...DEFAULT_OPTIONS,
  exposure,
  name: 'nov',
  seats,
  batchSize: 10,
  region: 'eu-west-1',
  instanceType: 't3.xlarge',
  apps: DEFAULT_APPS,
});

describe('what must be done about names', () => {
  it('is nothing with ports, and ours where there is a zone', () => {
    expect(dnsDuty(spec({ kind: 'ports' }, MOST_SEATS))).toEqual({ kind: 'none' });
    expect(dnsDuty(spec(hosts({ zone: ZONE }), MOST_SEATS))).toEqual({ kind: 'usher', zone: ZONE });
  });

  it("is one record of the domain's owner where one load balancer carries all seats", () => {
    const record = { type: 'CNAME', name: '*.lab.example.org', value: undefined };
    const of = spec(hosts({ certificate: CERTIFICATE }), 48);
    expect(dnsDuty(of)).toEqual({ kind: 'owner', record });
    expect(dnsDuty(of, ['nov-lb-01.elb.amazonaws.com'])).toEqual({
      kind: 'owner',
      record: { ...record, value: 'nov-lb-01.elb.amazonaws.com' },
    });
  });

  it('is impossible without a zone for a second load balancer, and without a zone for a certificate of our own', () => {
    expect(dnsDuty(spec(hosts({ certificate: CERTIFICATE }), 49))).toEqual({
      kind: 'impossible',
      why: 'too-many-seats',
      mostSeats: 48,
    });
    expect(dnsDuty(spec(hosts({})))).toMatchObject({ kind: 'impossible', why: 'no-certificate' });
  });

  it('is a record for each name that the wildcard would lead to the wrong load balancer, and for no other', () => {
    const of = spec(hosts({ zone: ZONE }), MOST_SEATS);
    const own = Array.from({ length: MOST_SEATS }, (_, i) => planSeat(of, i + 1)).filter(
      (s) => zoneOfOwnRecords(of, s) === ZONE,
    );
    expect(own[0]?.no).toBe(49);
    expect(own).toHaveLength(MOST_SEATS - 48);
    const alone = spec(hosts({ certificate: CERTIFICATE }), 48);
    expect(zoneOfOwnRecords(alone, planSeat(alone, 48))).toBeUndefined();
  });
});

describe('a domain', () => {
  const living = (name: string, exposure: Exposure): Workshop => ({ spec: { ...spec(exposure), name } }) as Workshop;
  const [ports, held] = [living('dec', { kind: 'ports' }), living('oct', hosts({ domain: 'Lab.Example.org.' }))];

  it('is held by the living workshop that has it, however it is written', () => {
    expect(holderOfDomain(spec(hosts({})), [ports, held])).toBe(held);
    expect(holderOfDomain(spec(hosts({ domain: 'two.example.org' })), [ports, held])).toBeUndefined();
    expect(holderOfDomain(spec({ kind: 'ports' }), [ports, held])).toBeUndefined();
  });
});

describe('an allow-list', () => {
  it('takes as many ranges as make 60 rules', () => {
    expect(mostRanges(spec({ kind: 'ports' }))).toBe(20);
    expect(mostRanges(spec(hosts({})))).toBe(30);
  });
});
