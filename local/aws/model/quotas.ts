/** A quota as Service Quotas tells of it. */
export interface QuotaRecord {
  readonly service: string;
  readonly serviceName: string;
  readonly code: string;
  readonly name: string;
  readonly value: number;
  readonly adjustable: boolean;
  /** AWS keeps a value for the account; of the others it tells the default only. */
  readonly applied: boolean;
}

const of =
  (service: string, serviceName: string) =>
  (code: string, name: string, value: number, more: Partial<QuotaRecord> = {}): QuotaRecord => ({
    ...{ service, serviceName, code, name, value, adjustable: true, applied: true },
    ...more,
  });
const ec2 = of('ec2', 'Amazon Elastic Compute Cloud (Amazon EC2)');
const elb = of('elasticloadbalancing', 'Elastic Load Balancing (ELB)');
const vpc = of('vpc', 'Amazon Virtual Private Cloud (Amazon VPC)');
const ebs = of('ebs', 'Amazon Elastic Block Store (Amazon EBS)');
const ecs = of('ecs', 'Amazon Elastic Container Service (Amazon ECS)');
const rds = of('rds', 'Amazon Relational Database Service (Amazon RDS)');

/** vCPUs of on-demand instances of the standard families. */
export const STANDARD_VCPUS = 'L-1216C47A';

/**
 * AWS's own values, but for vCPUs: a new account has 5 of the standard ones, too few for a second seat, so this one has what a
 * thousand seats take and some more.
 */
export const QUOTA_RECORDS: readonly QuotaRecord[] = [
  ec2(STANDARD_VCPUS, 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', 5_000),
  ec2('L-DB2E81BA', 'Running On-Demand G and VT instances', 0),
  ec2('L-417A185B', 'Running On-Demand P instances', 0),
  ec2('L-7295265B', 'Running On-Demand X instances', 0),
  ec2('L-74FC7D96', 'Running On-Demand F instances', 0),
  ec2('L-1945791B', 'Running On-Demand Inf instances', 0),
  ec2('L-2C3B7624', 'Running On-Demand Trn instances', 0),
  ec2('L-0263D0A3', 'EC2-VPC Elastic IPs', 5),
  elb('L-53DA6B97', 'Application Load Balancers per Region', 50),
  elb('L-B6DF7632', 'Listeners per Application Load Balancer', 50),
  elb('L-7EED9B64', 'Rules per Application Load Balancer', 100),
  elb('L-822D1B1B', 'Target Groups per Application Load Balancer', 100, { adjustable: false }),
  elb('L-B22855CB', 'Target Groups per Region', 3_000),
  vpc('L-DF5E4CA3', 'Network interfaces per Region', 5_000),
  vpc('L-F678F1CE', 'VPCs per Region', 5),
  vpc('L-E79EC296', 'VPC security groups per Region', 2_500),
  vpc('L-0EA8095F', 'Inbound or outbound rules per security group', 60),
  ebs('L-7A658B76', 'Storage for General Purpose SSD (gp3) volumes, in TiB', 50),
  ecs('L-9EF96962', 'Services per cluster', 5_000, { applied: false }),
  ecs('L-86C34207', 'Container instances per cluster', 5_000, { applied: false }),
  rds('L-7B6409FD', 'DB instances', 40),
];
