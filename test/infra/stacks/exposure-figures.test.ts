import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { listRates } from '../../../infra/aws/list-rates';
import { zoneOfOwnRecords } from '../../../workshop/dns';
import { ZONES_OF_LOAD_BALANCER } from '../../../workshop/needs';
import { loadBalancerCount, planSeat } from '../../../workshop/seat-plan';
import type { Exposure } from '../../../workshop/workshop';
import { synthJson, testWorkshop } from './support';

const HOSTS: Exposure = { kind: 'hosts', domain: 'lab.example.org', zone: 'Z1', certificate: undefined };
/** Calls that change something, as Terraform made them for one of each against the local AWS. */
const CALLS: Readonly<Record<string, number>> = {
  aws_lb: 2,
  aws_lb_listener: 1,
  aws_lb_listener_rule: 1,
  aws_lb_target_group: 2,
};
/** Elastic Load Balancing lets an account change 20 things at once and then 3 a second. */
const [BURST, A_SECOND] = [20, 3];
/** Route 53 calls for one record, reads and waits included, and how many it lets an account make a second. */
const [CALLS_A_RECORD, RECORD_CALLS_A_SECOND] = [5, 10];

interface Counts {
  readonly balancers: number;
  readonly listeners: number;
  readonly rules: number;
  readonly groups: number;
  readonly records: number;
}

/** Counts the synthesised network, and a synthesised batch of one seat for each seat. */
function countsOf(exposure: Exposure, seats: number): Counts {
  const workshop = testWorkshop({ seats, batchSize: 1, options: { exposure } });
  const stacks = [synthJson(workshop, 'network'), synthJson(workshop, 'batch-001')] as const;
  const count = (type: string): number =>
    stacks
      .map((stack, i) => Object.keys(stack.resource[type] ?? {}).length * (i === 0 ? 1 : seats))
      .reduce((a, b) => a + b, 0);
  const own = Array.from({ length: seats }, (_, i) => planSeat(workshop.spec, i + 1))
    .filter((seat) => zoneOfOwnRecords(workshop.spec, seat) !== undefined)
    .reduce((sum, seat) => sum + seat.apps.length, 0);
  const wildcard = stacks[0].resource['aws_route53_record']?.['wildcard'] ? 1 : 0;
  return {
    balancers: count('aws_lb'),
    listeners: count('aws_lb_listener'),
    rules: count('aws_lb_listener_rule'),
    groups: count('aws_lb_target_group'),
    records: own + wildcard,
  };
}

const number = (value: number): string => Math.round(value).toLocaleString('en-US');
const minutes = (seconds: number): string => (seconds < 30 ? '0' : number(seconds / 60));

function row(name: string, seats: number, { balancers, listeners, rules, groups, records }: Counts): string {
  const calls =
    balancers * CALLS['aws_lb']! +
    listeners * CALLS['aws_lb_listener']! +
    rules * CALLS['aws_lb_listener_rule']! +
    groups * CALLS['aws_lb_target_group']!;
  const rates = listRates('eu-west-1', 't3.xlarge', undefined);
  const hour = balancers * (rates.balancerHour + rates.capacityHour + ZONES_OF_LOAD_BALANCER * rates.addressHour);
  const wait = Math.max(0, calls - BURST) / A_SECOND;
  const recordWait = (records * CALLS_A_RECORD) / RECORD_CALLS_A_SECOND;
  const each = [balancers, listeners, rules, groups, records, calls].map(number);
  return `| ${[name, number(seats), ...each, minutes(wait), minutes(recordWait), `$${hour.toFixed(2)}`].join(' | ')} |`;
}

describe('the figures of the decision on exposure', () => {
  const adr = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'adr', '0010-exposure.md'), 'utf8');
  it.each([80, 1000])('are those of the stacks, for %i seats', (seats) => {
    for (const [name, exposure] of [['`ports`', { kind: 'ports' }] as const, ['`hosts`', HOSTS] as const]) {
      const counts = countsOf(exposure, seats);
      expect(counts.balancers).toBe(loadBalancerCount(testWorkshop({ seats, options: { exposure } }).spec));
      expect(adr).toContain(row(name, seats, counts));
    }
    const proxy = { balancers: 1, listeners: 2, rules: 0, groups: 1, records: 1 };
    expect(adr).toContain(row('proxy', seats, proxy));
  });
});
