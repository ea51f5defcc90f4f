import { DataAwsSecurityGroup } from '@cdktf/provider-aws/lib/data-aws-security-group';
import { DataAwsSubnets } from '@cdktf/provider-aws/lib/data-aws-subnets';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Fn } from 'cdktf';
import { clusterName, databaseHost, TAG } from '../names';
import { secretVariable, writeOnlyVersion } from './constructs/secret';
import { databaseSize } from '../../workshop/database-size';
import { DATABASE_MASTER, DATABASE_PASSWORD } from './secrets';
import { PART, ZONE_ID } from './tags';
import type { UsherStack } from './usher-stack';

const POSTGRES = '17';

/** The workshop's Postgres server. It is applied beside `network` and finds what it needs of it by tags, not by its state. */
export function buildDatabase(stack: UsherStack): void {
  const { workshop } = stack;
  const run = { [TAG.workshop]: workshop.spec.name, [TAG.run]: workshop.suffix };
  const vpc = new DataAwsVpc(stack, 'vpc:main', { tags: { ...run, [PART]: 'vpc' } });
  const inVpc = [{ name: 'vpc-id', values: [vpc.id] }];
  const subnets = new DataAwsSubnets(stack, 'subnets:private', { filter: inVpc, tags: { ...run, [PART]: 'private' } });
  const group = new DataAwsSecurityGroup(stack, 'group:database', {
    vpcId: vpc.id,
    tags: { ...run, [PART]: 'database' },
  });

  const name = `${clusterName(workshop)}-${workshop.suffix}`;
  const size = databaseSize(workshop.spec);
  const placement = new DbSubnetGroup(stack, 'placement:main', { name, subnetIds: subnets.ids });
  const parameters =
    size.connections === undefined
      ? undefined
      : new DbParameterGroup(stack, 'parameters:main', {
          name,
          family: `postgres${POSTGRES}`,
          parameter: [{ name: 'max_connections', value: String(size.connections), applyMethod: 'pending-reboot' }],
        });
  const server = new DbInstance(stack, 'server:main', {
    identifier: name,
    engine: 'postgres',
    engineVersion: POSTGRES,
    instanceClass: size.instanceClass,
    allocatedStorage: size.storage,
    storageType: 'gp3',
    storageEncrypted: true,
    username: DATABASE_MASTER,
    passwordWo: secretVariable(stack, DATABASE_PASSWORD).stringValue,
    passwordWoVersion: writeOnlyVersion(stack),
    dbSubnetGroupName: placement.name,
    ...(parameters ? { parameterGroupName: parameters.name } : {}),
    vpcSecurityGroupIds: [group.id],
    publiclyAccessible: false,
    multiAz: false,
    autoMinorVersionUpgrade: false,
    backupRetentionPeriod: 0,
    skipFinalSnapshot: true,
    deleteAutomatedBackups: true,
    deletionProtection: false,
    applyImmediately: true,
  });
  new Route53Record(stack, 'record:database', {
    zoneId: Fn.lookup(group.tags, ZONE_ID),
    name: databaseHost(workshop),
    type: 'CNAME',
    ttl: 5,
    records: [server.address],
  });
}
