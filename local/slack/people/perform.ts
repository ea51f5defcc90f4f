import { SlackError, Refusal } from '../errors';
import type { Hub } from '../hub';
import type { PersonAction } from '../protocol';
import type { Raw } from '../blocks/report';
import { viewPayload } from '../views';
import { isMember, type User } from '../workspace';
import { channelOf } from './common';
import { act, type MessageValues } from './interact';
import { closeView, submit } from './modal';
import { edit, say } from './say';

/** Does what people do: returns the function that the page, the actors and the plays share. It rejects with a `Refusal`. */
export function performer(
  hub: Hub,
  sendEvent: (event: Raw) => void,
): (user: User, action: PersonAction) => Promise<void> {
  const memory: MessageValues = new Map();

  async function perform(user: User, action: PersonAction): Promise<void> {
    switch (action.type) {
      case 'say':
        return say(hub, user, action);
      case 'edit':
        return edit(hub, user, action);
      case 'act':
        return act(hub, memory, user, action);
      case 'submit':
        return submit(hub, user, action);
      case 'upload':
        return hub.files.add(user.id, action.key, action.name, action.content);
      case 'close-view':
        return closeView(hub, user, action.viewId);
      case 'open-home':
        if (!hub.manifest.homeTab) throw new Refusal('This app has no Home tab');
        return homeOpened(user, 'home');
      case 'open-dm':
        return openDm(user, action.user);
      case 'join':
        return join(user, action.channel);
      case 'leave':
        return hub.workspace.leave(channelOf(hub, user, action.channel), user.id);
      case 'invite':
        if (!hub.workspace.users.has(action.user)) throw new Refusal('There is nobody of that name');
        return hub.workspace.join(channelOf(hub, user, action.channel), action.user, user.id);
      case 'read':
        return hub.workspace.markRead(channelOf(hub, user, action.channel), user.id);
    }
  }

  function openDm(user: User, other: string): void {
    if (!hub.workspace.users.has(other)) throw new Refusal('There is nobody of that name');
    if (other === hub.identity.botUser && user.from !== undefined) {
      throw new Refusal('This app belongs to another workspace, so you cannot write to it');
    }
    hub.workspace.openDm(hub.workspace.dm(user.id, other), user.id);
    if (other === hub.identity.botUser) homeOpened(user, 'messages');
  }

  function homeOpened(user: User, tab: 'home' | 'messages'): void {
    if (user.from !== undefined) throw new Refusal('This app belongs to another workspace');
    if (!hub.manifest.events.has('app_home_opened')) return;
    const home = hub.views.home(user.id);
    const channel = hub.workspace.dm(user.id, hub.identity.botUser).id;
    const view = tab === 'home' && home ? { view: viewPayload(home, hub) } : {};
    sendEvent({ type: 'app_home_opened', user: user.id, channel, tab, ...view });
  }

  function join(user: User, channelId: string): void {
    const channel = hub.workspace.channels.get(channelId);
    if (channel?.kind !== 'channel' || !isMember(user)) throw new Refusal('There is no such channel');
    hub.workspace.join(channel, user.id);
  }

  return async (user, action) => {
    if (hub.workspace.deactivated.has(user.id)) throw new Refusal('Your account has been deactivated');
    try {
      await perform(user, action);
    } catch (error) {
      if (error instanceof SlackError) throw new Refusal(`Slack refused the app's answer: ${describe(error)}`);
      throw error;
    }
  };
}

function describe(error: SlackError): string {
  const metadata = error.extra.response_metadata as { messages?: string[] } | undefined;
  return [error.code, ...(metadata?.messages ?? [])].join(' ');
}
