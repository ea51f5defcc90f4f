import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ProblemError } from '../../workshop/problems';
import { clientConfig } from './client-config';
import { problemOfError } from './problems';

const PARAMETER = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';

/** Newest ECS-optimised Amazon Linux 2023 of a region; throws ProblemError. */
export async function resolveAmi(env: NodeJS.ProcessEnv, region: string): Promise<string> {
  const client = new SSMClient(clientConfig(env, region));
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: PARAMETER }));
    if (Parameter?.Value) return Parameter.Value;
    throw new Error(`${PARAMETER} has no value in ${region}`);
  } catch (error) {
    throw new ProblemError(problemOfError(error));
  } finally {
    client.destroy();
  }
}
