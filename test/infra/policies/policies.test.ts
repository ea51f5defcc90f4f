import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { covers, actionsOf, allows, notAllowed, policyText, statementsOf, type PolicyName } from '../../support/iam';
import { terraformActions } from './terraform-actions';

const ROOT = join(__dirname, '..', '..', '..');
const POLICIES: readonly PolicyName[] = ['runtime', 'provisioning'];
/** Characters of a managed policy, blanks not counted. */
const LARGEST = 6_144;

/** Where what builds and removes workshops lies; all other calls are those of a running Usher. */
const BUILDING = /^infra\/(terraform|state|aws\/files)\//;

/** Services by the packages of their clients, as the local AWS names them. */
const SERVICES: Readonly<Record<string, string>> = {
  acm: 'acm',
  'cloudwatch-logs': 'logs',
  'cost-explorer': 'ce',
  ec2: 'ec2',
  ecs: 'ecs',
  'elastic-load-balancing-v2': 'elbv2',
  iam: 'iam',
  pricing: 'pricing',
  'resource-groups-tagging-api': 'tagging',
  'route-53': 'route53',
  s3: 's3',
  'secrets-manager': 'secretsmanager',
  'service-quotas': 'servicequotas',
  ssm: 'ssm',
  sts: 'sts',
};

const sources = readdirSync(join(ROOT, 'infra'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ file: relative(ROOT, path), text: readFileSync(path, 'utf8') }));

/** What the waiters of the SDK ask. */
const WAITS: Readonly<Record<string, string>> = { BucketExists: 'HeadBucket' };

/** Every operation whose command, paginator or waiter of the AWS SDK a source imports. */
const sdkCalls = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/import\s*\{([^}]*)\}\s*from '@aws-sdk\/client-([\w-]+)'/g)].flatMap(
    ([, names = '', client = '']) =>
      [...names.matchAll(/\b(\w+?)Command\b|\bpaginate(\w+)\b|\bwaitUntil(\w+)\b/g)].map(
        ([, command, paginated, awaited]) => ({
          file,
          call: `${SERVICES[client] ?? client}:${command ?? paginated ?? WAITS[awaited ?? ''] ?? awaited}`,
        }),
      ),
  ),
);

/** Types of resources and data sources that stacks are made of. */
const terraformTypes = [
  ...new Set(
    sources.flatMap(({ text }) =>
      [...text.matchAll(/'@cdktf\/provider-aws\/lib\/([\w-]+)'/g)].map(([, type = '']) => type),
    ),
  ),
].sort();

/** Needed besides what is called, and by what: no call of ours shows them. */
const UNSEEN: Readonly<Record<string, string>> = {
  'iam:PassRole': 'ec2:RunInstances and ecs:RegisterTaskDefinition hand roles on',
  'iam:CreateServiceLinkedRole':
    'the first cluster, load balancer and database of an account make the role of their service',
  's3:GetObject': 'the state, which Terraform reads and writes',
  's3:PutObject': 'the state, and its lock file',
  's3:DeleteObject': 'the lock file of the state',
  's3:ListBucket': 'Terraform looks whether there is a state',
};

describe('the policies', () => {
  it.each(POLICIES)('%s fits into a managed policy', (name) => {
    expect(policyText(name).replace(/\s/g, '').length).toBeLessThanOrEqual(LARGEST);
  });

  it.each(POLICIES)('%s says nothing twice', (name) => {
    for (const { Action } of statementsOf(name)) expect(Action).toEqual([...new Set(Action)]);
  });

  it('allow every call of the SDK that a source makes: what runs in the one, what builds in the other', () => {
    expect(sdkCalls.length).toBeGreaterThan(40);
    const missing = sdkCalls.filter(({ file, call }) => {
      const policy = BUILDING.test(file) ? 'provisioning' : 'runtime';
      return notAllowed([policy], [call]).length > 0;
    });
    expect(missing.map(({ file, call }) => `${file}: ${call}`)).toEqual([]);
  });

  it('allow what Terraform does with every type of resource a stack has', () => {
    expect(terraformTypes.length).toBeGreaterThan(30);
    const missing = terraformTypes.flatMap((type) => {
      const actions = terraformActions.get(type);
      if (!actions) return [`${type}: nobody has listed what it needs`];
      return actions.filter((action) => !allows(['provisioning'], action)).map((action) => `${type}: ${action}`);
    });
    expect(missing).toEqual([]);
  });

  it('allow changing records of exactly the types that stacks have', () => {
    const records = sources.flatMap(({ text }) => text.split('new Route53Record(').slice(1));
    const made = records.flatMap((text) => /\btype: '([A-Z]+)'/.exec(text)?.[1] ?? []);
    // The proof of a certificate has the type that ACM asks for.
    const types = [...new Set([...made, 'CNAME'])].sort();
    expect(types).toContain('A');
    const changing = statementsOf('provisioning').find(({ Sid }) => Sid === 'Records');
    expect(changing?.Condition).toEqual({
      'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': types },
    });
  });

  it('allow what no call shows', () => {
    expect(Object.keys(UNSEEN).filter((action) => !allows(['provisioning'], action))).toEqual([]);
  });

  it('allow nothing that nobody needs', () => {
    const called = sdkCalls.flatMap(({ call }) => actionsOf(call));
    const built = terraformTypes.flatMap((type) => terraformActions.get(type) ?? []);
    const needed = [...called, ...built, ...Object.keys(UNSEEN)];
    const idle = POLICIES.flatMap((name) =>
      statementsOf(name)
        .flatMap(({ Action }) => Action)
        .filter((pattern) => !needed.some((action) => covers(pattern, action)))
        .map((pattern) => `${name}: ${pattern}`),
    );
    expect(idle).toEqual([]);
  });

  it('hand roles of Usher to EC2 and to tasks only', () => {
    const passing = POLICIES.flatMap(statementsOf).filter(({ Action }) =>
      Action.some((one) => covers(one, 'iam:PassRole')),
    );
    expect(passing).toHaveLength(1);
    expect(passing[0]).toMatchObject({
      Action: ['iam:PassRole'],
      Resource: 'arn:*:iam::*:role/usher-*',
      Condition: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] } },
    });
  });

  it('change and remove nothing outside Usher’s names, tags and clusters, but for what AWS cannot tell apart', () => {
    const open = POLICIES.flatMap(statementsOf)
      .filter(({ Resource, Condition }) => Resource === '*' && Condition === undefined)
      .flatMap(({ Action }) => Action)
      .filter((action) => !/:(Describe|List|Get)/.test(action));
    expect([...new Set(open)].sort()).toEqual(OPEN);
  });
});

/** What is not ours yet when it is made, and what has neither a name of ours nor a tag. */
const OPEN = [
  'ec2:AllocateAddress',
  'ec2:CreateInternetGateway',
  'ec2:CreateNatGateway',
  'ec2:CreateRouteTable',
  'ec2:CreateSecurityGroup',
  'ec2:CreateSubnet',
  'ec2:CreateVolume',
  'ec2:CreateVpc',
  'ec2:CreateVpcEndpoint',
  'ec2:DeleteNetworkInterface',
  'ec2:DetachNetworkInterface',
  'ec2:DisassociateAddress',
  'ec2:RunInstances',
  'ecs:DeregisterTaskDefinition',
  'ecs:RegisterTaskDefinition',
  'route53:AssociateVPCWithHostedZone',
  'route53:ChangeTagsForResource',
  'route53:CreateHostedZone',
  'route53:DeleteHostedZone',
];
