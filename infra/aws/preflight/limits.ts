import { GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { GetAWSDefaultServiceQuotaCommand, ListServiceQuotasCommand } from '@aws-sdk/client-service-quotas';
import type { Asking } from './asking';
import type { Quota } from './catalogue';

/** Largest page of ListServiceQuotas. */
const PAGE = 100;

/** Values of the account's own quotas of a service, by code: one call for 100 of them. */
async function quotasOf({ calls, quotas, until }: Asking, ServiceCode: string): Promise<Map<string, number>> {
  const all = await calls.pages(async (NextToken) => {
    const command = new ListServiceQuotasCommand({ ServiceCode, MaxResults: PAGE, NextToken });
    const answer = await calls.make('servicequotas:ListServiceQuotas', () => quotas.send(command, until));
    return { items: answer.Quotas ?? [], next: answer.NextToken };
  });
  return new Map(all.flatMap(({ QuotaCode, Value }) => (QuotaCode && Value !== undefined ? [[QuotaCode, Value]] : [])));
}

/** What AWS gives every account: of quotas for which this account has no value of its own. */
async function defaultOf({ calls, quotas, until }: Asking, { service, code }: Quota): Promise<number> {
  const command = new GetAWSDefaultServiceQuotaCommand({ ServiceCode: service, QuotaCode: code });
  const answer = await calls.make('servicequotas:GetAWSDefaultServiceQuota', () => quotas.send(command, until));
  if (answer.Quota?.Value === undefined) throw new Error(`quota ${code} has no value`);
  return answer.Quota.Value;
}

/** Reads quotas, and each service's once. */
export function readLimits(asking: Asking): (quota: Quota) => Promise<number> {
  const services = new Map<string, Promise<Map<string, number>>>();
  return async (quota) => {
    const list = services.get(quota.service) ?? quotasOf(asking, quota.service);
    services.set(quota.service, list);
    return (await list).get(quota.code) ?? defaultOf(asking, quota);
  };
}

/** Quota and use of IAM roles, which IAM itself tells in one call. */
export async function readRoles({ calls, iam, until }: Asking): Promise<{ limit: number; used: number }> {
  const command = new GetAccountSummaryCommand({});
  const { SummaryMap = {} } = await calls.make('iam:GetAccountSummary', () => iam.send(command, until));
  const { RolesQuota, Roles } = SummaryMap;
  if (RolesQuota === undefined || Roles === undefined) throw new Error('IAM does not tell of roles');
  return { limit: RolesQuota, used: Roles };
}
