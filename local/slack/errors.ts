/** A Web API refusal: `code` is Slack's own word, `extra` is added to the answer. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  constructor(
    readonly code: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
  }
}

/** Why a person could not do what they tried, in the words they read. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
