import { describe, expect, it } from '@jest/globals';
import { seatOfAddress } from '../../../infra/names';
import { natGatewayCount } from '../../../workshop/seat-plan';
import { addressesOf, synthJson, testWorkshop } from './support';

describe('a seat with a volume of its own', () => {
  const batch = synthJson(testWorkshop({ seats: 2, options: { storage: { kind: 'volume', size: 20 } } }), 'batch-001');
  const host = batch.resource['aws_instance']?.['host-002'];

  it('has an encrypted volume of the size that was asked for, in the zone of its host', () => {
    const volume = batch.resource['aws_ebs_volume']?.['volume-002'];
    expect(volume).toMatchObject({
      size: 20,
      type: 'gp3',
      encrypted: true,
      tags: { 'usher:seat': '002', 'usher:address': 'aws_ebs_volume.volume-002' },
    });
    const subnet = String(host?.['subnet_id']);
    expect(volume?.['availability_zone']).toBe(subnet.replace('public_subnets', 'zones'));
  });

  it('leaves the volume on its host until that ends, never stopped before, and needs the volume before the host', () => {
    expect(batch.resource['aws_volume_attachment']?.['volume-002']).toMatchObject({
      volume_id: '${aws_ebs_volume.volume-002.id}',
      instance_id: '${aws_instance.host-002.id}',
      skip_destroy: true,
    });
    expect(batch.text).not.toContain('stop_instance_before_detaching');
    expect(String(host?.['user_data'])).toContain('volume=${aws_ebs_volume.volume-002.id}\n');
    expect(String(host?.['user_data'])).not.toContain('aws_volume_attachment');
  });

  it('counts the volume and its place among what belongs to the seat', () => {
    const mine = addressesOf(batch).filter((address) => seatOfAddress(address) === 2);
    expect(mine).toEqual(expect.arrayContaining(['aws_ebs_volume.volume-002', 'aws_volume_attachment.volume-002']));
  });

  it('tells the zones of the subnets to the batches', () => {
    const network = synthJson(testWorkshop(), 'network');
    expect(network.output['zones']?.value).toEqual([
      '${aws_subnet.public-a.availability_zone}',
      '${aws_subnet.public-b.availability_zone}',
    ]);
  });
});

describe('a seat without one', () => {
  it('keeps its folder on the root volume', () => {
    const batch = synthJson(testWorkshop(), 'batch-001');
    expect(batch.resource['aws_ebs_volume']).toBeUndefined();
    expect(batch.resource['aws_volume_attachment']).toBeUndefined();
    expect(String(batch.resource['aws_instance']?.['host-001']?.['user_data'])).not.toContain('mount');
  });
});

describe('the internet', () => {
  const waysOut = (internet: 'none' | 'nat') => {
    const { resource } = synthJson(testWorkshop({ options: { internet } }), 'network');
    return {
      routes: Object.values(resource['aws_route'] ?? {}).map((route) => [
        route['route_table_id'],
        route['nat_gateway_id'],
      ]),
      gateways: Object.values(resource['aws_nat_gateway'] ?? {}),
      endpoint: resource['aws_vpc_endpoint']?.['s3'],
      hosts: resource['aws_subnet']?.['public-a']?.['map_public_ip_on_launch'],
    };
  };

  it('is out of reach of containers by default, S3 excepted', () => {
    const { routes, gateways, endpoint } = waysOut('none');
    expect(gateways).toEqual([]);
    expect(routes).toEqual([['${aws_route_table.public.id}', undefined]]);
    expect(endpoint).toMatchObject({ vpc_endpoint_type: 'Gateway' });
    expect(endpoint?.['route_table_ids']).toContain('${aws_route_table.private.id}');
    expect(natGatewayCount({ internet: 'none' })).toBe(0);
  });

  it('is reached through one NAT gateway where it is wanted, while hosts keep a way of their own', () => {
    const { routes, gateways, hosts } = waysOut('nat');
    expect(gateways).toMatchObject([{ subnet_id: '${aws_subnet.public-a.id}', allocation_id: '${aws_eip.nat.id}' }]);
    expect(routes).toEqual([
      ['${aws_route_table.public.id}', undefined],
      ['${aws_route_table.private.id}', '${aws_nat_gateway.main.id}'],
    ]);
    expect(hosts).toBe(true);
    expect(natGatewayCount({ internet: 'nat' })).toBe(gateways.length);
  });
});
