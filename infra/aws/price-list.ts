/** US dollars, on demand, Linux, 2026-11. Whoever changes one changes only what `plan` estimates. */

/** An hour in us-east-1. */
export const INSTANCES: Readonly<Record<string, number>> = {
  't3.micro': 0.0104,
  't3.small': 0.0208,
  't3.medium': 0.0416,
  't3.large': 0.0832,
  't3.xlarge': 0.1664,
  't3.2xlarge': 0.3328,
  't3a.medium': 0.0376,
  't3a.large': 0.0752,
  't3a.xlarge': 0.1504,
  't3a.2xlarge': 0.3008,
  'm5.large': 0.096,
  'm5.xlarge': 0.192,
  'm5.2xlarge': 0.384,
  'm5.4xlarge': 0.768,
  'm6i.large': 0.096,
  'm6i.xlarge': 0.192,
  'm6i.2xlarge': 0.384,
  'm6i.4xlarge': 0.768,
  'm7i.large': 0.1008,
  'm7i.xlarge': 0.2016,
  'm7i.2xlarge': 0.4032,
  'c5.large': 0.085,
  'c5.xlarge': 0.17,
  'c5.2xlarge': 0.34,
  'c6i.large': 0.085,
  'c6i.xlarge': 0.17,
  'c6i.2xlarge': 0.34,
  'r5.large': 0.126,
  'r5.xlarge': 0.252,
  'r5.2xlarge': 0.504,
  'r6i.large': 0.126,
  'r6i.xlarge': 0.252,
  'r6i.2xlarge': 0.504,
  'g4dn.xlarge': 0.526,
  'g4dn.2xlarge': 0.752,
};

/** An hour of a general-purpose `large` in us-east-1. */
export const LARGE_BY_DEFAULT = 0.096;

/** An hour of RDS for PostgreSQL in one zone, us-east-1. */
export const DATABASES: Readonly<Record<string, number>> = {
  'db.t3.medium': 0.072,
  'db.t3.large': 0.145,
  'db.t3.xlarge': 0.29,
  'db.t3.2xlarge': 0.579,
  'db.r5.2xlarge': 1,
  'db.r5.4xlarge': 2,
  'db.r5.8xlarge': 4,
  'db.r5.12xlarge': 6,
  'db.r5.16xlarge': 8,
};

/** An hour of RDS for each GiB of memory, for classes that are not listed, us-east-1. */
export const DATABASE_GIB = 0.018;

/** A GiB-month of RDS gp3, us-east-1. */
export const DATABASE_STORAGE = 0.115;

/** An hour of a public IPv4 address, the same everywhere. */
export const PUBLIC_ADDRESS = 0.005;

/** An hour of one unit of a load balancer's capacity, the same nearly everywhere. */
export const CAPACITY = 0.008;

/** An hour of a load balancer, a GiB-month of gp3, and an hour of a NAT gateway, where they were looked up. */
export const SHARED: Readonly<
  Record<string, { readonly balancer: number; readonly volume: number; readonly nat: number }>
> = {
  'us-east-1': { balancer: 0.0225, volume: 0.08, nat: 0.045 },
  'eu-west-1': { balancer: 0.0252, volume: 0.088, nat: 0.048 },
};

/** Price of a t3 in a region against us-east-1. */
export const DEARNESS: Readonly<Record<string, number>> = {
  'us-east-1': 1,
  'us-east-2': 1,
  'us-west-1': 1.192,
  'us-west-2': 1,
  'ca-central-1': 1.115,
  'eu-central-1': 1.154,
  'eu-north-1': 1.038,
  'eu-west-1': 1.096,
  'eu-west-2': 1.135,
  'eu-west-3': 1.135,
  'ap-northeast-1': 1.308,
  'ap-northeast-2': 1.25,
  'ap-south-1': 1.077,
  'ap-southeast-1': 1.269,
  'ap-southeast-2': 1.269,
  'sa-east-1': 1.615,
};
