import {
  GetRequestedServiceQuotaChangeCommand,
  RequestServiceQuotaIncreaseCommand,
  type RequestStatus,
} from '@aws-sdk/client-service-quotas';
import type { QuotaDesk } from '../../workshop/ports/preflight';
import { ProblemError } from '../../workshop/problems';
import type { QuotaRequestState } from '../../workshop/quota-request';
import { Calls } from './calls';
import { clientsByRegion, type CloudOptions } from './clients';
import { errorName } from './problems';

/** What AWS says when somebody has asked for the same before, at its console for instance. */
const ASKED_BEFORE = 'ResourceAlreadyExistsException';

const STATES: Readonly<Record<RequestStatus, QuotaRequestState>> = {
  PENDING: 'pending',
  CASE_OPENED: 'pending',
  APPROVED: 'granted',
  DENIED: 'refused',
  NOT_APPROVED: 'refused',
  INVALID_REQUEST: 'refused',
  CASE_CLOSED: 'closed',
};

/** Service Quotas; every method throws ProblemError where AWS refuses. */
export function createQuotaDesk(options: CloudOptions = {}): QuotaDesk {
  const clientsOf = clientsByRegion(options);
  // Of global services the quotas are kept in one region.
  const at = (region: string, service: string) => clientsOf(service === 'iam' ? 'us-east-1' : region);
  return {
    async ask(region, service, code, value) {
      const clients = at(region, service);
      const ask = new RequestServiceQuotaIncreaseCommand({
        ServiceCode: service,
        QuotaCode: code,
        DesiredValue: value,
      });
      try {
        const { RequestedQuota } = await new Calls(clients).make(
          'servicequotas:RequestServiceQuotaIncrease',
          () => clients.quotas.send(ask),
          [ASKED_BEFORE],
        );
        return RequestedQuota?.Id ?? '';
      } catch (error) {
        if (errorName(error) !== ASKED_BEFORE) throw error;
        throw new ProblemError({
          kind: 'exists',
          summary: `AWS has a request for the quota ${code} already, which I did not make.`,
          next: 'Its answer is in the Service Quotas console, under “Quota request history”.',
        });
      }
    },
    async look(region, service, id) {
      const clients = at(region, service);
      const get = new GetRequestedServiceQuotaChangeCommand({ RequestId: id });
      const { RequestedQuota } = await new Calls(clients).make('servicequotas:GetRequestedServiceQuotaChange', () =>
        clients.quotas.send(get),
      );
      return STATES[RequestedQuota?.Status ?? 'PENDING'] ?? 'pending';
    },
  };
}
