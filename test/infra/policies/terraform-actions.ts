/** What the AWS provider asks of IAM to make, read, change and remove a resource, `service: Action Action`; one row a type. */
const ROWS: Readonly<Record<string, string>> = {
  'acm-certificate':
    'acm: RequestCertificate AddTagsToCertificate DescribeCertificate ListTagsForCertificate RemoveTagsFromCertificate DeleteCertificate',
  'acm-certificate-validation': 'acm: DescribeCertificate',
  'cloudwatch-log-group':
    'logs: CreateLogGroup TagResource UntagResource PutRetentionPolicy DescribeLogGroups ListTagsForResource DeleteLogGroup',
  'data-aws-availability-zones': 'ec2: DescribeAvailabilityZones',
  'data-aws-caller-identity': '',
  'data-aws-partition': '',
  'data-aws-security-group': 'ec2: DescribeSecurityGroups',
  'data-aws-subnets': 'ec2: DescribeSubnets',
  'data-aws-vpc': 'ec2: DescribeVpcs DescribeVpcAttribute DescribeRouteTables',
  'db-instance':
    'rds: CreateDBInstance DescribeDBInstances ModifyDBInstance DeleteDBInstance ListTagsForResource AddTagsToResource RemoveTagsFromResource',
  'db-parameter-group':
    'rds: CreateDBParameterGroup DescribeDBParameterGroups DescribeDBParameters ModifyDBParameterGroup DeleteDBParameterGroup ListTagsForResource AddTagsToResource',
  'db-subnet-group':
    'rds: CreateDBSubnetGroup DescribeDBSubnetGroups DeleteDBSubnetGroup ListTagsForResource AddTagsToResource',
  'ebs-volume': 'ec2: CreateVolume CreateTags DescribeVolumes DeleteTags DeleteVolume',
  'ecs-cluster': 'ecs: CreateCluster TagResource DescribeClusters UntagResource DeleteCluster',
  'ecs-service': 'ecs: CreateService TagResource DescribeServices UpdateService UntagResource DeleteService',
  'ecs-task-definition':
    'ecs: RegisterTaskDefinition TagResource DescribeTaskDefinition UntagResource DeregisterTaskDefinition',
  eip: 'ec2: AllocateAddress CreateTags DescribeAddresses DescribeAddressesAttribute DisassociateAddress ReleaseAddress',
  'iam-instance-profile':
    'iam: CreateInstanceProfile TagInstanceProfile AddRoleToInstanceProfile GetInstanceProfile RemoveRoleFromInstanceProfile UntagInstanceProfile DeleteInstanceProfile GetRole',
  'iam-role':
    'iam: CreateRole TagRole GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole UpdateAssumeRolePolicy UntagRole RemoveRoleFromInstanceProfile DeleteRolePolicy DeleteRole',
  'iam-role-policy': 'iam: PutRolePolicy GetRolePolicy DeleteRolePolicy',
  instance:
    'ec2: RunInstances CreateTags DescribeInstances DescribeInstanceAttribute DescribeInstanceTypes DescribeVolumes DescribeTags DescribeVpcs DescribeInstanceCreditSpecifications ModifyInstanceAttribute DeleteTags TerminateInstances DescribeNetworkInterfaces',
  'internet-gateway':
    'ec2: CreateInternetGateway CreateTags AttachInternetGateway DescribeInternetGateways DetachInternetGateway DeleteTags DeleteInternetGateway',
  lb: 'elasticloadbalancing: CreateLoadBalancer AddTags DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeTags DescribeCapacityReservation ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets RemoveTags DeleteLoadBalancer; ec2: DescribeNetworkInterfaces',
  'lb-listener':
    'elasticloadbalancing: CreateListener AddTags DescribeListeners DescribeListenerAttributes DescribeTags ModifyListener RemoveTags DeleteListener',
  'lb-listener-rule':
    'elasticloadbalancing: CreateRule AddTags DescribeRules DescribeTags ModifyRule SetRulePriorities RemoveTags DeleteRule',
  'lb-target-group':
    'elasticloadbalancing: CreateTargetGroup AddTags DescribeTargetGroups DescribeTargetGroupAttributes DescribeTags ModifyTargetGroup ModifyTargetGroupAttributes RemoveTags DeleteTargetGroup',
  'nat-gateway': 'ec2: CreateNatGateway CreateTags DescribeNatGateways DeleteTags DeleteNatGateway',
  provider: '',
  route: 'ec2: CreateRoute DescribeRouteTables DeleteRoute',
  'route-table':
    'ec2: CreateRouteTable CreateTags DescribeRouteTables DisassociateRouteTable DeleteTags DeleteRouteTable',
  'route-table-association': 'ec2: AssociateRouteTable DescribeRouteTables DisassociateRouteTable',
  'route53-record': 'route53: ChangeResourceRecordSets GetChange GetHostedZone ListResourceRecordSets',
  'route53-zone':
    'route53: CreateHostedZone ChangeTagsForResource GetChange GetHostedZone ListTagsForResource AssociateVPCWithHostedZone DeleteHostedZone GetDNSSEC; ec2: DescribeVpcs',
  's3-bucket':
    's3: CreateBucket PutBucketTagging GetBucketTagging ListBucket GetBucketAcl GetBucketCORS GetBucketWebsite GetBucketVersioning GetAccelerateConfiguration GetBucketRequestPayment GetBucketLogging GetLifecycleConfiguration GetReplicationConfiguration GetEncryptionConfiguration GetBucketObjectLockConfiguration GetBucketPolicy ListBucketVersions DeleteObject DeleteObjectVersion DeleteBucket',
  's3-bucket-public-access-block': 's3: PutBucketPublicAccessBlock GetBucketPublicAccessBlock',
  's3-bucket-server-side-encryption-configuration': 's3: PutEncryptionConfiguration GetEncryptionConfiguration',
  'secretsmanager-secret':
    'secretsmanager: CreateSecret TagResource DescribeSecret GetResourcePolicy UpdateSecret UntagResource DeleteSecret',
  'secretsmanager-secret-version': 'secretsmanager: PutSecretValue GetSecretValue DescribeSecret',
  'security-group':
    'ec2: CreateSecurityGroup CreateTags DescribeSecurityGroups AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress DeleteTags DescribeNetworkInterfaces DetachNetworkInterface DeleteNetworkInterface DeleteSecurityGroup',
  subnet:
    'ec2: CreateSubnet CreateTags DescribeSubnets ModifySubnetAttribute DescribeNetworkInterfaces DetachNetworkInterface DeleteNetworkInterface DeleteTags DeleteSubnet',
  'volume-attachment': 'ec2: AttachVolume DescribeVolumes DescribeInstances',
  vpc: 'ec2: CreateVpc CreateTags DescribeVpcs DescribeVpcAttribute DescribeRouteTables DescribeNetworkAcls DescribeSecurityGroups ModifyVpcAttribute DeleteTags DeleteVpc',
  'vpc-endpoint':
    'ec2: CreateVpcEndpoint CreateTags DescribeVpcEndpoints DescribePrefixLists DeleteTags DeleteVpcEndpoints',
};

/** Actions by type of resource or data source, as the files of @cdktf/provider-aws are named. */
export const terraformActions: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(ROWS).map(([type, row]) => [type, row.split(';').flatMap(actionsIn)]),
);

function actionsIn(part: string): string[] {
  const [service = '', ...actions] = part.trim().split(/:?\s+/);
  return actions.map((action) => `${service}:${action}`);
}
