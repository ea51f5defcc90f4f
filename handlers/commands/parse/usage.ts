/** What is said to somebody whose command was not understood: always an answer, never an exception. */
export interface UsageError {
  readonly kind: 'usage error';
  /** Slack markdown: what is wrong, and what would be right. */
  readonly says: string;
  /** What follows the command's name in one that would have worked. */
  readonly example?: string;
}

export const usage = (says: string, example?: string): UsageError => ({
  kind: 'usage error',
  says,
  ...(example === undefined ? {} : { example }),
});

export const isUsageError = (value: unknown): value is UsageError =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'usage error';
