import type { App, ReceiverEvent } from '@slack/bolt';

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
