import { HTTPModuleFunctions, type App, type HTTPReceiver, type ReceiverEvent } from '@slack/bolt';

/** Slack's signatures are good for this long, in milliseconds; Bolt refuses older ones. */
const GOOD_FOR_MS = 5 * 60_000;

type Options = NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]>;
type Request = Parameters<NonNullable<Options['customPropertiesExtractor']>>[0];

/** A request that was signed by Slack and had come before: somebody sent a copy. */
export class ReplayedRequest extends Error {}

/** What a request with a valid signature is known by, for `refuseReplays`. */
export function requestProperties({ headers }: Request): Record<string, unknown> {
  // Bolt looks no further than the second `=`, so the rest of the header is anybody's.
  const [, signature] = String(headers['x-slack-signature']).split('=');
  return { signature, signedAt: Number(headers['x-slack-request-timestamp']) * 1000 };
}

/**
 * Takes each signed command, click and form once, in this process; a copy of it throws ReplayedRequest. Events pass: Slack
 * itself sends them again, and they are told apart by their ids.
 */
export function refuseReplays(app: App, now: () => number = Date.now): void {
  const inside = app.processEvent.bind(app);
  /** When each signature can be forgotten. */
  const seen = new Map<string, number>();
  app.processEvent = async (event) => {
    const { signature, signedAt } = event.customProperties ?? {};
    if (typeof signature === 'string' && !isEvent(event)) {
      for (const [old, until] of seen) if (until < now()) seen.delete(old);
      if (seen.has(signature)) throw new ReplayedRequest();
      seen.set(signature, Math.max(now(), Number(signedAt)) + GOOD_FOR_MS);
    }
    await inside({ ...event, customProperties: {} });
  };
}

const isEvent = ({ body }: ReceiverEvent): boolean => 'event' in body;

/** Answers a copy as a forgery is answered; everything else as Bolt does. */
export const answerReplays: NonNullable<Options['processEventErrorHandler']> = async (args) => {
  if (!(args.error instanceof ReplayedRequest)) return HTTPModuleFunctions.defaultProcessEventErrorHandler(args);
  args.logger.warn('a copy of a request that had come before was refused');
  args.response.writeHead(401).end();
  return true;
};
