import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { LocalAws } from '../../../local/aws';

/** Seats of a workshop's instances that live, by their tags. */
export async function livingInstances(aws: LocalAws, name: string): Promise<number[]> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const ec2 = new EC2Client({ endpoint: aws.endpoint, region: 'eu-west-1', credentials });
  const { Reservations: reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({
      Filters: [
        { Name: 'tag:usher:workshop', Values: [name] },
        { Name: 'instance-state-name', Values: ['pending', 'running'] },
      ],
    }),
  );
  ec2.destroy();
  return reservations
    .flatMap(({ Instances: each = [] }) => each.map(({ Tags: tags }) => tags))
    .map((tags) => Number(tags?.find(({ Key: key }) => key === 'usher:seat')?.Value))
    .sort((a, b) => a - b);
}
