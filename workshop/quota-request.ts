/** A larger quota that AWS was asked for. */
export interface QuotaRequest {
  /** AWS's own. */
  readonly id: string;
  readonly workshopId: string;
  /** Slack user who asked. */
  readonly by: string;
  readonly region: string;
  /** As Service Quotas names the service and the quota: `ec2`, `L-1216C47A`. */
  readonly service: string;
  readonly code: string;
  /** As people read it. */
  readonly what: string;
  readonly value: number;
  /** Page of AWS's console that shows it. */
  readonly link: string;
  readonly state: QuotaRequestState;
  readonly askedAt: Date;
}

/** `closed`: AWS ended it without a word that it is granted or refused. */
export type QuotaRequestState = 'pending' | 'granted' | 'refused' | 'closed';
