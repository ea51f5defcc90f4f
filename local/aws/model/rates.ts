/** US dollars, on demand. */
export interface Rates {
  /** An hour of Linux for each GiB of the instance, by the first letter of its type. */
  readonly gib: Readonly<Record<string, number>>;
  /** An hour of PostgreSQL on RDS for each GiB of the instance. */
  readonly databaseGib: number;
  /** A GB-month of gp3. */
  readonly volume: number;
  /** An hour of an application load balancer. */
  readonly balancer: number;
  /** An hour of a NAT gateway; and for each GB that passes it. */
  readonly nat: number;
  /** A GB-month of gp3 under RDS. */
  readonly databaseStorage: number;
}

/** Regions with prices, and what AWS puts before their usage types. */
export const PRICED_REGIONS: Readonly<Record<string, { readonly prefix: string; readonly rates: Rates }>> = {
  'us-east-1': {
    prefix: '',
    rates: {
      gib: { t: 0.0104, m: 0.012, c: 0.02125, r: 0.007875 },
      databaseGib: 0.018,
      volume: 0.08,
      balancer: 0.0225,
      nat: 0.045,
      databaseStorage: 0.115,
    },
  },
  'eu-west-1': {
    prefix: 'EU-',
    rates: {
      gib: { t: 0.0114, m: 0.013375, c: 0.024, r: 0.0088125 },
      databaseGib: 0.0195,
      volume: 0.088,
      balancer: 0.0252,
      nat: 0.048,
      databaseStorage: 0.127,
    },
  },
};
