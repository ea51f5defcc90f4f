import { GetRoleCommand } from '@aws-sdk/client-iam';
import type { Workshop } from '../../workshop/workshop';
import { ROLES, roleName } from '../names';
import type { Calls } from './calls';
import type { Clients } from './clients';

const NONE = ['NoSuchEntityException', 'NoSuchEntity'];

/** ARNs of the workshop's roles: the search by tags leaves IAM out. */
export async function leftRoles({ iam }: Clients, calls: Calls, workshop: Workshop): Promise<string[]> {
  const asked = ROLES.map(async (part) => {
    try {
      const command = new GetRoleCommand({ RoleName: roleName(workshop, part) });
      return (await calls.make('iam:GetRole', () => iam.send(command), NONE)).Role?.Arn;
    } catch (error) {
      if (NONE.includes((error as Error).name)) return undefined;
      throw error;
    }
  });
  return (await Promise.all(asked)).flatMap((arn) => arn ?? []);
}
