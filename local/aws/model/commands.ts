/** What SSM keeps of a command on one instance. */
export interface Invocation {
  readonly command: string;
  readonly instance: string;
  readonly document: string;
  readonly comment: string;
  readonly region: string;
  readonly requestedAt: Date;
  /** SSM's words. */
  status: 'Pending' | 'InProgress' | 'Success' | 'Failed' | 'TimedOut';
  /** `Success`, `Failed`, `Delivery Timed Out`, `Execution Timed Out`. */
  details: string;
  code: number;
  output: string;
}
