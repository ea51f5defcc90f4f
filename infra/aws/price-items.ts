/** What one thing of a workshop costs, in US dollars; keys name the thing and the unit. */
export interface Rates {
  readonly instanceHour: number;
  /** A GiB-month of gp3. */
  readonly volumeMonth: number;
  readonly balancerHour: number;
  /** A load balancer's unit of capacity. */
  readonly capacityHour: number;
  /** A public IPv4 address. */
  readonly addressHour: number;
  readonly databaseHour: number;
  /** A GiB-month of the database's storage. */
  readonly databaseMonth: number;
  readonly natHour: number;
  /** A GB that passes the NAT gateway. */
  readonly natGb: number;
}

/** How the price list is asked for one of them. */
export interface PriceQuestion {
  readonly service: string;
  /** Field and value; the region is added. */
  readonly filters: Readonly<Record<string, string>>;
  /** What the usage type of the right product is, after its region's prefix; other products pass the same filters. */
  readonly usage: RegExp;
}

const EC2 = 'AmazonEC2';
const BALANCER = { productFamily: 'Load Balancer-Application', operation: 'LoadBalancing:Application' };
const DATABASE = { databaseEngine: 'PostgreSQL', deploymentOption: 'Single-AZ' };
const NAT = { productFamily: 'NAT Gateway' };

/** The questions for a workshop; `natHour` and `natGb` share one answer, as do the load balancer's two. */
export const questionsFor = (
  instanceType: string,
  databaseClass: string,
): Readonly<Record<keyof Rates, PriceQuestion>> => ({
  instanceHour: {
    service: EC2,
    filters: {
      instanceType,
      operatingSystem: 'Linux',
      tenancy: 'Shared',
      preInstalledSw: 'NA',
      capacitystatus: 'Used',
    },
    usage: /(^|-)BoxUsage:/,
  },
  volumeMonth: {
    service: EC2,
    filters: { productFamily: 'Storage', volumeApiName: 'gp3' },
    usage: /(^|-)EBS:VolumeUsage\.gp3$/,
  },
  balancerHour: { service: 'AWSELB', filters: BALANCER, usage: /^([A-Z0-9]+-)?LoadBalancerUsage$/ },
  capacityHour: { service: 'AWSELB', filters: BALANCER, usage: /^([A-Z0-9]+-)?LCUUsage$/ },
  addressHour: {
    service: 'AmazonVPC',
    filters: { group: 'VPCPublicIPv4Address' },
    usage: /(^|-)PublicIPv4:InUseAddress$/,
  },
  databaseHour: {
    service: 'AmazonRDS',
    filters: { ...DATABASE, productFamily: 'Database Instance', instanceType: databaseClass },
    usage: /(^|-)InstanceUsage:/,
  },
  databaseMonth: {
    service: 'AmazonRDS',
    filters: { ...DATABASE, productFamily: 'Database Storage', volumeType: 'General Purpose-GP3' },
    usage: /(^|-)RDS:GP3-Storage$/,
  },
  natHour: { service: EC2, filters: NAT, usage: /^([A-Z0-9]+-)?NatGateway-Hours$/ },
  natGb: { service: EC2, filters: NAT, usage: /^([A-Z0-9]+-)?NatGateway-Bytes$/ },
});
