import { isRecord, type Raw } from '../blocks/report';
import { Refusal } from '../errors';
import type { Hub } from '../hub';
import type { ActionValue, PersonAction } from '../protocol';
import { formErrors, stateValues, type Values } from '../values';
import { viewPayload, type StoredView } from '../views';
import type { User } from '../workspace';
import { actorShape, basics, failureOf, teamShape } from './common';

/** Sends a form; where a field is refused, by the client or the app, the modal stays and shows why. */
export async function submit(hub: Hub, user: User, action: Extract<PersonAction, { type: 'submit' }>): Promise<void> {
  const stored = ownView(hub, user, action.viewId);
  const values = merged(stored.values, withFiles(hub, user, action.values));
  const state = stateValues(stored.view.blocks, values, hub);
  const errors = formErrors(stored.view.blocks, state);
  const noted = hub.views.note(stored, { values, errors });
  if (Object.keys(errors).length > 0) return;
  const ack = await hub.delivery.deliver({
    kind: 'interactive',
    payload: {
      type: 'view_submission',
      ...basics(hub),
      team: teamShape(hub),
      user: actorShape(hub, user),
      enterprise: null,
      trigger_id: hub.tickets.issueTrigger({ user: user.id, viewId: stored.id }),
      view: viewPayload(noted, hub),
      response_urls: [],
    },
  });
  const failure = failureOf(hub, ack);
  if (failure !== undefined) throw new Refusal(failure);
  settle(hub, user, noted.id, ack.ok && isRecord(ack.body) ? ack.body : {});
}

/** Closes a modal; the app hears of it where the view asked for that. */
export async function closeView(hub: Hub, user: User, viewId: string): Promise<void> {
  const stored = ownView(hub, user, viewId);
  const payload = viewPayload(stored, hub);
  if (payload.clear_on_close === true) hub.views.clear(user.id);
  else hub.views.close(stored);
  if (payload.notify_on_close !== true) return;
  await hub.delivery.deliver({
    kind: 'interactive',
    payload: {
      type: 'view_closed',
      ...basics(hub),
      team: teamShape(hub),
      user: actorShape(hub, user),
      enterprise: null,
      view: payload,
      is_cleared: payload.clear_on_close,
    },
  });
}

function settle(hub: Hub, user: User, viewId: string, body: Raw): void {
  const stored = hub.views.byId(viewId);
  if (!stored) return;
  switch (body.response_action) {
    case 'errors':
      return void hub.views.note(stored, { errors: knownErrors(stored, body.errors) });
    case 'update':
      return void hub.views.update(stored, body.view);
    case 'push':
      return void hub.views.push(user.id, body.view);
    case 'clear':
      return hub.views.clear(user.id);
    case undefined:
      return hub.views.close(stored);
    default:
      throw new Refusal(`The app answered with an unknown response_action: ${String(body.response_action)}`);
  }
}

/** Slack takes errors of input blocks of the view only; anything else is an error of the app. */
function knownErrors(stored: StoredView, errors: unknown): Record<string, string> {
  const inputs = stored.view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  const entries = isRecord(errors) ? Object.entries(errors) : [];
  const stray = entries.find(([blockId]) => !inputs.includes(blockId));
  if (stray || entries.length === 0)
    throw new Refusal(`The app refused a field that is not there: ${stray?.[0] ?? ''}`);
  return Object.fromEntries(entries.map(([blockId, words]) => [blockId, String(words)]));
}

function ownView(hub: Hub, user: User, viewId: string): StoredView {
  const stored = hub.views.byId(viewId);
  if (stored?.user !== user.id) throw new Refusal('This view is gone');
  return stored;
}

/** Files by their ids instead of the keys the page knows them by. */
function withFiles(hub: Hub, user: User, values: Values): Values {
  const named = (value: ActionValue): ActionValue =>
    value.files === undefined ? value : { files: hub.files.idsOf(user.id, value.files) };
  const block = (elements: Values[string]) =>
    Object.fromEntries(Object.entries(elements).map(([id, value]) => [id, named(value)]));
  return Object.fromEntries(Object.entries(values).map(([id, elements]) => [id, block(elements)]));
}

function merged(old: Values, given: Values): Values {
  const blocks = new Set([...Object.keys(old), ...Object.keys(given)]);
  return Object.fromEntries([...blocks].map((block) => [block, { ...old[block], ...given[block] }]));
}
