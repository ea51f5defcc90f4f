import { HTTPModuleFunctions, type App, type HTTPReceiver, type ReceiverEvent } from '@slack/bolt';
import type { Log } from '../../handlers';

type Options = NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]>;
type Request = Parameters<NonNullable<Options['customPropertiesExtractor']>>[0];
/** False for an id that was seen within the last day, by this process or another one on the same database. */
export type FirstSight = (id: string) => Promise<boolean>;

/** A request that was signed by Slack and had come before: somebody sent a copy. */
export class ReplayedRequest extends Error {}

/** What a request with a valid signature is known by, for `refuseReplays`. */
export function requestProperties({ headers }: Request): Record<string, unknown> {
  // Bolt looks no further than the second `=`, so the rest of the header is anybody's.
  const [, signature] = String(headers['x-slack-signature']).split('=');
  return { signature };
}

/**
 * Takes each signed command, click and form once; a copy of it throws ReplayedRequest. Slack's signatures are good for five
 * minutes, and Bolt refuses older ones. Events pass: Slack itself sends them again, and they are told apart by their ids.
 */
export function refuseReplays(app: App, firstSight: FirstSight): void {
  const inside = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const { signature } = event.customProperties ?? {};
    if (typeof signature === 'string' && !isEvent(event) && !(await isFirst(firstSight, `signature ${signature}`))) {
      throw new ReplayedRequest();
    }
    await inside({ ...event, customProperties: {} });
  };
}

/** Takes each command, click and form once that comes by a socket: should Slack send one again, the first is being answered. */
export function dropRepeats(app: App, firstSight: FirstSight, log: Log): void {
  const inside = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const { trigger_id: trigger } = event.body as { trigger_id?: unknown };
    const known = typeof trigger === 'string' && TRIGGER.test(trigger) && !isEvent(event);
    if (!known || (await isFirst(firstSight, `trigger ${trigger}`))) return inside(event);
    log.warn('something that Slack sent a second time was passed over');
    await event.ack();
  };
}

/** `13345224609.738474920.8088930838d88f008e0` */
const TRIGGER = /^\d{1,20}\.[\da-f]{1,40}\.[\da-f]{1,64}$/;

/** A database that is away stops nothing here: whoever asks is told so by what needs it. */
const isFirst = (firstSight: FirstSight, id: string): Promise<boolean> => firstSight(id).catch(() => true);

const isEvent = ({ body }: ReceiverEvent): boolean => 'event' in body;

/** Answers a copy as a forgery is answered; everything else as Bolt does. */
export const answerReplays: NonNullable<Options['processEventErrorHandler']> = async (args) => {
  if (!(args.error instanceof ReplayedRequest)) return HTTPModuleFunctions.defaultProcessEventErrorHandler(args);
  args.logger.warn('a copy of a request that had come before was refused');
  args.response.writeHead(401).end();
  return true;
};
