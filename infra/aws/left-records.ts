import { ListResourceRecordSetsCommand, type ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { Workshop } from '../../workshop/workshop';
import { plainName } from '../record-name';
import type { Calls } from './calls';
import type { Clients } from './clients';

/** The most records of a page. */
const PAGE = 300;

/**
 * Names in the participants' domain that still lead to a load balancer of the workshop, as `<zone>/<name>`: records have neither
 * tags nor ARNs. Empty where Usher keeps no zone, or the zone is gone.
 */
export async function leftRecords({ route53 }: Clients, calls: Calls, workshop: Workshop): Promise<string[]> {
  const { exposure } = workshop.spec;
  if (exposure.kind === 'ports' || exposure.zone === undefined) return [];
  const { zone } = exposure;
  const domain = exposure.domain.toLowerCase();
  const targets = new Set(workshop.loadBalancers.map((host) => host.toLowerCase()));
  try {
    const records = await calls.pages<ResourceRecordSet>(async (from) => {
      const command = new ListResourceRecordSetsCommand({
        HostedZoneId: zone,
        MaxItems: PAGE,
        StartRecordName: from ?? domain,
      });
      const expected = ['NoSuchHostedZone'];
      const answer = await calls.make('route53:ListResourceRecordSets', () => route53.send(command), expected);
      const items = answer.ResourceRecordSets ?? [];
      // Names lie sorted from their end: behind the first of another domain there is none of ours.
      const isOver = items.some((each) => !isWithin(domain, plainName(each.Name)));
      return { items, next: isOver ? undefined : answer.NextRecordName };
    });
    const left = records.filter(({ AliasTarget }) => targets.has(plainName(AliasTarget?.DNSName)));
    return [...new Set(left.map(({ Name }) => `${zone}/${plainName(Name)}`))];
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchHostedZone') return [];
    throw error;
  }
}

const isWithin = (domain: string, name: string): boolean => name === domain || name.endsWith(`.${domain}`);
