import { ElasticLoadBalancingV2Client, paginateDescribeLoadBalancers } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListHostedZonesByNameCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { loadBalancerCount, loadBalancerName } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { plainName } from '../record-name';
import { clientConfig } from './client-config';

/** Id of the private zone of this name. */
export async function findPrivateZone(
  env: NodeJS.ProcessEnv,
  region: string,
  name: string,
): Promise<string | undefined> {
  const client = new Route53Client(clientConfig(env, region));
  const answer = await client.send(new ListHostedZonesByNameCommand({ DNSName: name, MaxItems: 10 }));
  client.destroy();
  return answer.HostedZones?.find((zone) => zone.Name === `${name}.`)?.Id?.replace('/hostedzone/', '');
}

/** Whether the zone has an alias of this name that leads to a load balancer of the workshop; anybody else's is left alone. */
export async function leadsToWorkshop(
  env: NodeJS.ProcessEnv,
  workshop: Workshop,
  zone: string,
  name: string,
): Promise<boolean> {
  const client = new Route53Client(clientConfig(env, workshop.spec.region));
  const answer = await client.send(
    new ListResourceRecordSetsCommand({
      HostedZoneId: zone,
      StartRecordName: name,
      StartRecordType: 'A',
      MaxItems: 1,
    }),
  );
  client.destroy();
  const record = answer.ResourceRecordSets?.find(
    (set) => set.Type === 'A' && plainName(set.Name ?? '') === name.toLowerCase(),
  );
  const target = plainName(record?.AliasTarget?.DNSName ?? '');
  return target !== '' && (await balancerHosts(env, workshop)).has(target);
}

async function balancerHosts(env: NodeJS.ProcessEnv, { spec }: Workshop): Promise<Set<string>> {
  const ours = new Set(Array.from({ length: loadBalancerCount(spec) }, (_, i) => loadBalancerName(spec, i + 1)));
  const client = new ElasticLoadBalancingV2Client(clientConfig(env, spec.region));
  const hosts = new Set<string>();
  for await (const page of paginateDescribeLoadBalancers({ client, pageSize: 400 }, {})) {
    for (const { LoadBalancerName: name = '', DNSName: host } of page.LoadBalancers ?? []) {
      if (ours.has(name) && host) hosts.add(host.toLowerCase());
    }
  }
  client.destroy();
  return hosts;
}
