import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Cloud } from '../../workshop/ports/cloud';
import { Calls } from './calls';
import { clientsByRegion, type CloudOptions } from './clients';
import { examine } from './examine';
import { explain } from './explain';
import { inspect } from './inspect';
import { leftovers } from './leftovers';
import { logs } from './logs';
import { remains } from './remains';
import { startHosts, stopHosts } from './rest-hosts';
import { restart } from './restart';

export { createAssignmentFiles } from './files';
export { createPreflight } from './preflight';
export { createPrices } from './prices';
export { createCostReport } from './cost-report';
export { createHostNumbers } from './host-numbers';
export { createQuotaDesk } from './quota-desk';
export { createOwnAddress } from './own-address';
export { createProbe } from './probe';
export type { CloudOptions } from './clients';

/** AWS by its SDK; every method throws ProblemError where AWS refuses or cannot be reached. */
export function createCloud(options: CloudOptions = {}): Cloud {
  const clientsOf = clientsByRegion(options);
  return {
    inspect: (workshop) => inspect(clientsOf(workshop.spec.region), workshop),
    explain: (workshop, no, app) => explain(clientsOf(workshop.spec.region), workshop, no, app, new Date()),
    examine: (workshop, no, app) => examine(clientsOf(workshop.spec.region), workshop, no, app),
    logs: (workshop, no, app, most) => logs(clientsOf(workshop.spec.region), workshop, no, app, most),
    restart: (workshop, no, app) => restart(clientsOf(workshop.spec.region), workshop, no, app),
    stopHosts: (workshop) => stopHosts(clientsOf(workshop.spec.region), workshop),
    startHosts: (workshop) => startHosts(clientsOf(workshop.spec.region), workshop),
    leftovers: (workshop) => leftovers(clientsOf, workshop),
    remains: (workshop) => remains(clientsOf, workshop),
    async identity() {
      const clients = clientsOf(options.region ?? 'us-east-1');
      const calls = new Calls(clients);
      const { Account = '', Arn = '' } = await calls.make('sts:GetCallerIdentity', () =>
        clients.sts.send(new GetCallerIdentityCommand({})),
      );
      return { account: Account, arn: Arn };
    },
  };
}
