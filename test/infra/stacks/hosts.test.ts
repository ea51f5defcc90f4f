import { describe, expect, it } from '@jest/globals';
import { seatOfAddress } from '../../../infra/names';
import { rulePriority } from '../../../infra/stacks/redirects';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { MOST_SEATS, planSeat } from '../../../workshop/seat-plan';
import type { Exposure } from '../../../workshop/workshop';
import { addressesOf, synthJson, testWorkshop, type StackJson } from './support';

type Body = Record<string, unknown>;
const ZONE = 'Z0123456789';
const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/1';
const hosts = (zone: string | undefined, certificate?: string): { exposure: Exposure } => ({
  exposure: { kind: 'hosts', domain: 'lab.example.org', zone, certificate },
});
const of = (stack: StackJson, type: string): Body[] => Object.values(stack.resource[type] ?? {});
const inZone = (stack: StackJson): Body[] => of(stack, 'aws_route53_record').filter((r) => r['zone_id'] === ZONE);

describe('the network stack with hosts', () => {
  const network = synthJson(testWorkshop({ seats: 60, options: hosts(ZONE) }), 'network');

  it('has a load balancer for every 48 seats, each with one TLS listener and a port 80 that only leads there', () => {
    expect(of(network, 'aws_lb')).toHaveLength(2);
    const listeners = of(network, 'aws_lb_listener');
    expect(listeners.map((each) => [each['port'], each['protocol']])).toEqual([
      [80, 'HTTP'],
      [443, 'HTTPS'],
      [80, 'HTTP'],
      [443, 'HTTPS'],
    ]);
    for (const tls of listeners.filter((each) => each['port'] === 443)) {
      expect(tls['ssl_policy']).toMatch(/TLS13-1-2/);
      expect(tls['certificate_arn']).toBe('${aws_acm_certificate_validation.main.certificate_arn}');
      expect(JSON.stringify(tls['default_action'])).toContain('Say hello to Usher');
    }
    for (const plain of listeners.filter((each) => each['port'] === 80)) {
      expect(plain['default_action']).toMatchObject([
        { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', status_code: 'HTTP_302' } },
      ]);
    }
    expect(network.output['front_listeners']?.value).toEqual([
      '${aws_lb_listener.lb01.arn}',
      '${aws_lb_listener.lb02.arn}',
    ]);
  });

  it('lets the web socket of a notebook be quiet for ten minutes', () => {
    for (const balancer of of(network, 'aws_lb')) expect(balancer['idle_timeout']).toBe(600);
  });

  it('asks for one certificate for all names, proves it in the zone, and leads every name to the first load balancer', () => {
    expect(of(network, 'aws_acm_certificate')).toMatchObject([
      { domain_name: '*.lab.example.org', validation_method: 'DNS' },
    ]);
    const proof = network.resource['aws_route53_record']?.['proof'];
    expect(proof?.['zone_id']).toBe(ZONE);
    expect(String(proof?.['name'])).toMatch(/domain_validation_options.*resource_record_name/);
    expect(network.resource['aws_route53_record']?.['wildcard']).toMatchObject({
      zone_id: ZONE,
      name: '*.lab.example.org',
      type: 'A',
      alias: { name: '${aws_lb.lb01.dns_name}', zone_id: '${aws_lb.lb01.zone_id}' },
    });
    expect(inZone(network)).toHaveLength(2);
  });

  it('takes a certificate that is given, and touches no zone where it has none', () => {
    const own = synthJson(testWorkshop({ seats: 48, options: hosts(undefined, CERTIFICATE) }), 'network');
    expect(of(own, 'aws_acm_certificate')).toEqual([]);
    expect(Object.keys(own.resource['aws_route53_record'] ?? {})).toEqual(['soa']);
    expect(own.resource['aws_lb_listener']?.['lb01']?.['certificate_arn']).toBe(CERTIFICATE);
    expect(() => synthJson(testWorkshop({ options: hosts(undefined) }), 'network')).toThrow(/needs a zone/);
  });

  it('opens two ports, to the allow-list alone', () => {
    const options = { ...hosts(ZONE), allow: ['203.0.113.0/24', '198.51.100.7/32', '2001:db8::/32'] };
    const [ingress] = [synthJson(testWorkshop({ options }), 'network').resource['aws_security_group']?.['balancer']];
    const rules = ingress?.['ingress'] as Body[];
    expect(rules.map((rule) => [rule['from_port'], rule['to_port']])).toEqual([
      [80, 80],
      [443, 443],
    ]);
    for (const rule of rules) {
      expect(rule['cidr_blocks']).toEqual(['203.0.113.0/24', '198.51.100.7/32']);
      expect(rule['ipv6_cidr_blocks']).toEqual(['2001:db8::/32']);
    }
  });

  it('gives no address the look of a seat, nor two listeners the same', () => {
    const large = synthJson(testWorkshop({ seats: MOST_SEATS, options: hosts(ZONE) }), 'network');
    expect(of(large, 'aws_lb')).toHaveLength(21);
    expect(of(large, 'aws_lb_listener')).toHaveLength(42);
    expect(addressesOf(large).filter((address) => seatOfAddress(address) !== undefined)).toEqual([]);
  });
});

describe('a batch with hosts', () => {
  const options = hosts(ZONE);
  const batch = (no: number): StackJson =>
    synthJson(testWorkshop({ seats: 60, options }), `batch-${String(no).padStart(3, '0')}`);

  it('adds one rule a name to the TLS listener and no listener', () => {
    const first = batch(1);
    expect(of(first, 'aws_lb_listener')).toEqual([]);
    expect(first.resource['aws_lb_listener_rule']?.['jupyter-007']).toMatchObject({
      listener_arn: '${data.terraform_remote_state.network.outputs.front_listeners[0]}',
      condition: [{ host_header: { values: ['jupyter-007.lab.example.org'] } }],
      action: [{ type: 'forward', target_group_arn: '${aws_lb_target_group.jupyter-007.arn}' }],
    });
    expect(of(first, 'aws_lb_listener_rule')).toHaveLength(20);
    expect(first.resource['aws_ecs_service']?.['jupyter-007']?.['depends_on']).toContain(
      'aws_lb_listener_rule.jupyter-007',
    );
  });

  it('makes records only for names the wildcard would lead astray', () => {
    expect(of(batch(1), 'aws_route53_record')).toEqual([]);
    const fifth = batch(5).resource['aws_route53_record'] ?? {};
    expect(Object.keys(fifth).sort()).toEqual(['airflow-049', 'airflow-050', 'jupyter-049', 'jupyter-050']);
    expect(fifth['jupyter-049']).toMatchObject({
      zone_id: ZONE,
      name: 'jupyter-049.lab.example.org',
      type: 'A',
      alias: { name: '${data.terraform_remote_state.network.outputs.load_balancers[1]}' },
    });
  });
});

describe('the rules of names', () => {
  it.each([1, 2, 3, 4, 7])('have priorities of their own and fit a load balancer, with %i apps', (count) => {
    const apps = Array.from({ length: count }, (_, i) => ({ ...DEFAULT_APPS[i % 2]!, name: `app${i}` }));
    const { spec } = testWorkshop({ seats: MOST_SEATS, apps, options: hosts(ZONE) });
    const seen = new Map<number, Set<number>>();
    for (let no = 1; no <= MOST_SEATS; no += 1) {
      const seat = planSeat(spec, no);
      for (const plan of seat.apps) {
        const of = seen.get(seat.loadBalancer) ?? new Set();
        const priority = rulePriority(spec, seat, plan);
        expect(of.has(priority)).toBe(false);
        seen.set(seat.loadBalancer, of.add(priority));
      }
    }
    for (const priorities of seen.values()) {
      expect(Math.min(...priorities)).toBe(1);
      // An ALB takes 100 rules besides those of default, and 100 target groups.
      expect(Math.max(...priorities)).toBeLessThanOrEqual(96);
    }
  });
});
