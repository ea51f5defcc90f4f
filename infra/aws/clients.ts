import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { PricingClient } from '@aws-sdk/client-pricing';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { clientConfig } from '../terraform/client-config';

export interface CloudOptions {
  /** For what belongs to no workshop; each workshop has its own region. */
  readonly region?: string | undefined;
  /** Every service's address instead of AWS's own. */
  readonly endpoint?: string | undefined;
  /** Keys and endpoint where it has them, else the SDK looks where it always does; process.env by default. */
  readonly env?: NodeJS.ProcessEnv;
}

/** The SDK's clients for one region. */
export interface Clients {
  readonly ec2: EC2Client;
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly tagging: ResourceGroupsTaggingAPIClient;
  readonly logs: CloudWatchLogsClient;
  readonly sts: STSClient;
  readonly iam: IAMClient;
  readonly quotas: ServiceQuotasClient;
  readonly pricing: PricingClient;
  readonly costs: CostExplorerClient;
  readonly route53: Route53Client;
  readonly secrets: SecretsManagerClient;
  readonly ssm: SSMClient;
  /** To be told when AWS refuses their credentials: whoever asks for clients next gets new ones. */
  refused(): void;
  /** Address a service is asked at, for words. */
  endpointOf(service: string): string;
}

/**
 * Makes the clients of a region once; and anew after AWS has refused their credentials, for a client keeps to those it found first
 * while somebody may have renewed them.
 */
export function clientsByRegion(options: CloudOptions): (region: string) => Clients {
  const made = new Map<string, Clients>();
  return (region) => {
    const clients = made.get(region) ?? makeClients(options, region, () => made.clear());
    made.set(region, clients);
    return clients;
  };
}

function makeClients({ endpoint, env = process.env }: CloudOptions, region: string, refused: () => void): Clients {
  const config = {
    ...clientConfig(env, region),
    ...(endpoint === undefined ? {} : { endpoint }),
    // Slows down by itself when AWS asks for it, instead of running into the same refusal with every call.
    retryMode: 'adaptive',
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
  };
  const shared = config.endpoint;
  return {
    ec2: new EC2Client(config),
    ecs: new ECSClient(config),
    elb: new ElasticLoadBalancingV2Client(config),
    tagging: new ResourceGroupsTaggingAPIClient(config),
    logs: new CloudWatchLogsClient(config),
    sts: new STSClient(config),
    iam: new IAMClient(config),
    quotas: new ServiceQuotasClient(config),
    pricing: new PricingClient(config),
    costs: new CostExplorerClient(config),
    route53: new Route53Client(config),
    secrets: new SecretsManagerClient(config),
    ssm: new SSMClient(config),
    refused,
    endpointOf: (service) => shared ?? `https://${service}.${region}.amazonaws.com`,
  };
}
