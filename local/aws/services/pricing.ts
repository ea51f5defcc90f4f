import { hexId } from '../model/arn';
import { sizeOf } from '../model/instance-types';
import { PRICED_REGIONS, type Rates } from '../model/rates';
import type { Call } from '../proxy/call';
import { list, text } from '../proxy/query';
import { json } from '../proxy/reply';
import type { Handlers } from './handler';

/** One product of the price list: its attributes and its on-demand price. */
interface Product {
  readonly service: string;
  readonly family: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly usd: number;
}

/** The price list moto lacks: what a workshop is made of, on demand, in a few regions; of any other region nothing is listed. */
export function pricingHandlers(): Handlers {
  return {
    'pricing:GetProducts': {
      answer(call) {
        const filters = list(call.input, 'Filters').map((filter) => ({
          field: text(filter, 'Field') ?? '',
          value: (text(filter, 'Value') ?? '').toLowerCase(),
        }));
        const fits = ({ family, attributes }: Product): boolean =>
          filters.every(({ field, value }) => {
            const own = field === 'productFamily' ? family : attributes[field];
            return own?.toLowerCase() === value;
          });
        const found = products(call, filters).filter(fits);
        return json({ FormatVersion: 'aws_v1', PriceList: found.map((product) => JSON.stringify(entry(product))) });
      },
    },
  };
}

/** Everything the asked service lists for the asked region and instance type. */
function products(call: Call, filters: readonly { field: string; value: string }[]): Product[] {
  const valueOf = (name: string) => filters.find(({ field }) => field === name)?.value ?? '';
  const regionCode = valueOf('regionCode');
  const region = PRICED_REGIONS[regionCode];
  if (!region) return [];
  const { rates, prefix } = region;
  const service = text(call.input, 'ServiceCode') ?? '';
  const product = (family: string, unit: string, usd: number, attributes: Record<string, string>): Product => ({
    service,
    family,
    unit,
    usd,
    attributes: { servicecode: service, regionCode, ...attributes },
  });
  return CATALOGUE[service]?.(product, rates, prefix, valueOf('instanceType')) ?? [];
}

const gibOf = (type: string): number => sizeOf(type).memory / 1024;

type Make = (family: string, unit: string, usd: number, attributes: Record<string, string>) => Product;

const CATALOGUE: Readonly<
  Record<string, (product: Make, rates: Rates, prefix: string, instanceType: string) => Product[]>
> = {
  AmazonEC2(product, rates, prefix, instanceType) {
    const gib = rates.gib[instanceType.slice(0, 1)];
    const instances = ['Linux', 'Windows'].map((operatingSystem) =>
      product('Compute Instance', 'Hrs', (gib ?? 0) * gibOf(instanceType) * (operatingSystem === 'Linux' ? 1 : 1.4), {
        instanceType,
        operatingSystem,
        tenancy: 'Shared',
        preInstalledSw: 'NA',
        capacitystatus: 'Used',
        usagetype: `${prefix}BoxUsage:${instanceType}`,
      }),
    );
    const nat = { operation: 'NatGateway', group: 'NGW:NatGateway' };
    return [
      ...(gib === undefined ? [] : instances),
      product('Storage', 'GB-Mo', rates.volume, { volumeApiName: 'gp3', usagetype: `${prefix}EBS:VolumeUsage.gp3` }),
      product('NAT Gateway', 'Hrs', rates.nat, { ...nat, usagetype: `${prefix}NatGateway-Hours` }),
      product('NAT Gateway', 'GB', rates.nat, { ...nat, usagetype: `${prefix}NatGateway-Bytes` }),
    ];
  },
  AWSELB(product, rates, prefix) {
    const operation = 'LoadBalancing:Application';
    return [
      product('Load Balancer-Application', 'Hrs', rates.balancer, {
        operation,
        usagetype: `${prefix}LoadBalancerUsage`,
      }),
      product('Load Balancer-Application', 'LCU-Hrs', 0.008, { operation, usagetype: `${prefix}LCUUsage` }),
    ];
  },
  AmazonRDS(product, rates, prefix, instanceType) {
    const shared = { databaseEngine: 'PostgreSQL', deploymentOption: 'Single-AZ' };
    const servers = product('Database Instance', 'Hrs', rates.databaseGib * gibOf(instanceType.slice('db.'.length)), {
      ...shared,
      instanceType,
      usagetype: `${prefix}InstanceUsage:${instanceType}`,
    });
    const storage = { ...shared, volumeType: 'General Purpose-GP3', usagetype: `${prefix}RDS:GP3-Storage` };
    return [servers, product('Database Storage', 'GB-Mo', rates.databaseStorage, storage)];
  },
  AmazonVPC: (product, _rates, prefix) => [
    // Its usage is written with a region's prefix even where that of others has none.
    product('', 'Hrs', 0.005, {
      group: 'VPCPublicIPv4Address',
      usagetype: `${prefix || 'USE1-'}PublicIPv4:InUseAddress`,
    }),
  ],
};

/** As the price list writes it: a string of JSON, terms and dimensions by made-up keys. */
function entry({ service, family, attributes, unit, usd }: Product): object {
  const sku = hexId(16).toUpperCase();
  const [term, dimension] = [`${sku}.JRTCKXETXF`, `${sku}.JRTCKXETXF.6YS6EN2CT7`];
  const priceDimensions = {
    [dimension]: { unit, beginRange: '0', endRange: 'Inf', pricePerUnit: { USD: usd.toFixed(10) } },
  };
  return {
    product: { ...(family === '' ? {} : { productFamily: family }), attributes, sku },
    serviceCode: service,
    terms: { OnDemand: { [term]: { offerTermCode: 'JRTCKXETXF', sku, priceDimensions } } },
  };
}
