import type { App, ReceiverEvent } from '@slack/bolt';
import { malformedAt } from './payload';

/**
 * Lets in what has the shape of what Usher listens to. The rest is acknowledged, so that Slack does not send it again, and
 * given to `refused` with the place of what is wrong.
 */
export function keepMalformedOut(app: App, refused: (body: object, at: string) => Promise<void>): void {
  const inside = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const at = malformedAt(event.body);
    if (at === undefined) return inside(event);
    await event.ack();
    await refused(event.body, at);
  };
}

/**
 * Acknowledges commands and clicks as they come in, before any store or middleware is asked, and at last everything that no
 * listener took: Slack shows an error to whoever waits longer than 3 s. Listeners may still acknowledge; the first one counts,
 * and a modal's answer is left to them.
 */
export function acknowledgeAtTheDoor(app: App): void {
  const inside = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    let done = false;
    const ack: ReceiverEvent['ack'] = async (response) => {
      if (done) return;
      done = true;
      await event.ack(response);
    };
    if (isUrgent(event.body)) await ack();
    await inside({ ...event, ack });
    await ack();
  };
}

const isUrgent = (body: ReceiverEvent['body']): boolean =>
  'command' in body || body['type'] === 'block_actions' || body['type'] === 'view_closed';
