import { SlackError } from '../errors';
import { isRecord } from '../blocks/report';
import type { Hub } from '../hub';
import { viewPayload, type StoredView } from '../views';
import { userArg, type Arguments, type Methods } from './method';

/** Arguments a trigger may come under. */
const trigger = (args: Arguments, hub: Hub) =>
  hub.tickets.takeTrigger(args.text('trigger_id') ?? args.required('interactivity_pointer'));

const answer = (hub: Hub, stored: StoredView) => ({ view: viewPayload(stored, hub) });

export const views: Methods = {
  'views.open': {
    scope: null,
    tier: 4,
    run: (args, hub) => {
      const { user } = trigger(args, hub);
      return answer(hub, hub.views.open(user, modal(args, hub)));
    },
  },
  'views.push': {
    scope: null,
    tier: 4,
    run: (args, hub) => {
      const { user, viewId } = trigger(args, hub);
      if (viewId === undefined || hub.views.byId(viewId)?.view.type !== 'modal') {
        throw new SlackError('invalid_trigger_id');
      }
      return answer(hub, hub.views.push(user, modal(args, hub)));
    },
  },
  'views.update': {
    scope: null,
    tier: 4,
    run: (args, hub) => {
      const id = args.text('view_id');
      const stored = id === undefined ? hub.views.byExternalId(args.required('external_id')) : hub.views.byId(id);
      if (!stored) throw new SlackError('not_found');
      return answer(hub, hub.views.update(stored, args.raw.view, args.text('hash')));
    },
  },
  'views.publish': {
    scope: null,
    tier: 4,
    run: (args, hub) => {
      if (!hub.manifest.homeTab) throw new SlackError('not_enabled');
      const user = userArg(args, hub, 'user_id');
      if (isRecord(args.raw.view) && args.raw.view.type !== 'home') throw new SlackError('invalid_arguments');
      return answer(hub, hub.views.publish(user.id, args.raw.view, args.text('hash')));
    },
  },
};

/** A modal with a file input needs the scope to read what is put in. */
function modal(args: Arguments, hub: Hub): unknown {
  const { view } = args.raw;
  const provided = hub.manifest.scopes;
  if (JSON.stringify(view ?? null).includes('"type":"file_input"') && !provided.has('files:read')) {
    throw new SlackError('missing_scope', { needed: 'files:read', provided: [...provided].join(',') });
  }
  if (isRecord(view) && view.type === 'home') throw new SlackError('invalid_arguments');
  return view;
}
