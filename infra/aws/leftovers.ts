import { DescribeClustersCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Workshop } from '../../workshop/workshop';
import { clusterName, TAG } from '../names';
import { Calls } from './calls';
import type { Clients } from './clients';
import { leftRecords } from './left-records';
import { leftRoles } from './left-roles';
import { goneOfEc2 } from './living-ec2';
import { goneOfElb } from './living-elb';
import { goneOfSecrets } from './living-secrets';

const PAGE = 100;

/** Where AWS lists by their tags what belongs to no region, such as DNS zones. */
const GLOBAL_REGION = 'us-east-1';

/**
 * ARNs that carry the workshop's tags and still cost or hold something, AWS shows others for an hour after their end; its roles; and
 * names that still lead to it. AWS's lists lag by some seconds all the same: whoever finds something looks again.
 */
export async function leftovers(clientsOf: (region: string) => Clients, workshop: Workshop): Promise<string[]> {
  const { region } = workshop.spec;
  const clients = clientsOf(region);
  const calls = new Calls(clients);
  const arns = (await taggedOf(clientsOf, calls, workshop)).map(({ arn }) => arn);
  const [living, records, roles] = await Promise.all([
    livingOf(clients, calls, workshop, arns),
    leftRecords(clients, calls, workshop),
    leftRoles(clients, calls, workshop),
  ]);
  return [...new Set([...living, ...roles].sort()), ...records];
}

/** What carries the tags of this run of the workshop, wherever it is. */
export async function taggedOf(
  clientsOf: (region: string) => Clients,
  calls: Calls,
  workshop: Workshop,
): Promise<Tagged[]> {
  const regions = [...new Set([workshop.spec.region, GLOBAL_REGION])];
  return (await Promise.all(regions.map((one) => tagged(clientsOf(one), calls, workshop)))).flat();
}

/** Of these ARNs of the workshop, those of what is there. */
export async function livingOf(
  clients: Clients,
  calls: Calls,
  workshop: Workshop,
  arns: readonly string[],
): Promise<string[]> {
  const [ec2, elb, secrets, definitions, cluster] = await Promise.all([
    goneOfEc2(clients, calls, arns),
    goneOfElb(clients, calls, arns),
    goneOfSecrets(clients, calls, workshop, arns),
    arns.some(isDefinition) ? activeDefinitions(clients, calls) : new Set<string>(),
    arns.some((arn) => /:ecs:/.test(arn)) ? clusterLives(clients, calls, workshop) : false,
  ]);
  const gone = new Set([...ec2, ...elb, ...secrets]);
  return arns.filter((arn) => {
    if (gone.has(arn)) return false;
    if (isDefinition(arn)) return definitions.has(arn);
    // Tasks end by themselves with their service; all else of ECS lives in the cluster.
    if (/:ecs:[^:]*:[^:]*:task\//.test(arn)) return false;
    return /:ecs:/.test(arn) ? cluster : true;
  });
}

/** Something on AWS by its ARN. */
export interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

const tagged = ({ tagging }: Clients, calls: Calls, workshop: Workshop): Promise<Tagged[]> =>
  calls.pages<Tagged>(async (PaginationToken) => {
    const command = new GetResourcesCommand({
      ResourcesPerPage: PAGE,
      PaginationToken,
      TagFilters: [
        { Key: TAG.workshop, Values: [workshop.spec.name] },
        { Key: TAG.run, Values: [workshop.suffix] },
      ],
    });
    const answer = await calls.make('tag:GetResources', () => tagging.send(command));
    const items = (answer.ResourceTagMappingList ?? []).flatMap(({ ResourceARN: arn, Tags = [] }) =>
      arn === undefined
        ? []
        : [{ arn, tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key ?? '', Value ?? ''])) }],
    );
    return { items, next: answer.PaginationToken };
  });

const isDefinition = (arn: string): boolean => /:ecs:.*:task-definition\//.test(arn);

/** All of the account's, 100 a call: ECS cannot be asked for those of a workshop, nor for the state of several at once. */
async function activeDefinitions({ ecs }: Clients, calls: Calls): Promise<Set<string>> {
  const arns = await calls.pages<string>(async (nextToken) => {
    const command = new ListTaskDefinitionsCommand({ status: 'ACTIVE', maxResults: PAGE, nextToken });
    const answer = await calls.make('ecs:ListTaskDefinitions', () => ecs.send(command));
    return { items: answer.taskDefinitionArns ?? [], next: answer.nextToken };
  });
  return new Set(arns);
}

async function clusterLives({ ecs }: Clients, calls: Calls, workshop: Workshop): Promise<boolean> {
  const command = new DescribeClustersCommand({ clusters: [clusterName(workshop)] });
  const { clusters = [] } = await calls.make('ecs:DescribeClusters', () => ecs.send(command));
  return clusters.some((each) => each.status !== 'INACTIVE');
}
