import type { View } from '@slack/types';
import { checkView } from './blocks/check';
import { completeBlocks } from './blocks/complete';
import { isRecord, type Raw } from './blocks/report';
import { SlackError } from './errors';
import type { Hub } from './hub';
import { secret } from './ids';
import { stateValues, type Values } from './values';
import type { Workspace } from './workspace';

/** Modals on one screen at once. */
const MOST_STACKED = 3;
/** Bytes of JSON. */
const LARGEST_VIEW = 250_000;

export interface StoredView {
  readonly id: string;
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | undefined;
  readonly hash: string;
  readonly view: View;
  readonly values: Values;
  readonly errors: Readonly<Record<string, string>>;
}

/** Modals, stacked per person, and Home tabs. */
export class Views {
  readonly #stacks = new Map<string, StoredView[]>();
  readonly #homes = new Map<string, StoredView>();

  constructor(private readonly workspace: Workspace) {}

  /** The modal on top of this person's screen. */
  top(user: string): StoredView | undefined {
    return this.#stacks.get(user)?.at(-1);
  }

  home(user: string): StoredView | undefined {
    return this.#homes.get(user);
  }

  byId(id: string): StoredView | undefined {
    return this.#all().find((one) => one.id === id);
  }

  byExternalId(id: string): StoredView | undefined {
    return this.#all().find((one) => (one.view as { external_id?: string }).external_id === id);
  }

  /** A new modal instead of whatever was open. */
  open(user: string, view: unknown): StoredView {
    const id = this.workspace.ids.id('V');
    const opened = this.#stored(view, { id, user, rootId: id, previousId: undefined });
    this.#setStack(user, [opened]);
    return opened;
  }

  /** A new modal on top of the one that is open; at most three lie there. */
  push(user: string, view: unknown): StoredView {
    const stack = this.#stacks.get(user) ?? [];
    const top = stack.at(-1);
    if (!top) return this.open(user, view);
    if (stack.length >= MOST_STACKED) throw new SlackError('push_limit_reached');
    const id = this.workspace.ids.id('V');
    const pushed = this.#stored(view, { id, user, rootId: top.rootId, previousId: top.id });
    this.#setStack(user, [...stack, pushed]);
    return pushed;
  }

  /** New content for a modal; what people typed stays in fields that keep their block_id and action_id. */
  update(stored: StoredView, view: unknown, hash?: string): StoredView {
    if (hash !== undefined && hash !== stored.hash) throw new SlackError('hash_conflict');
    const updated = { ...this.#stored(view, stored), values: stored.values };
    this.#replace(updated);
    return updated;
  }

  publish(user: string, view: unknown, hash?: string): StoredView {
    const previous = this.#homes.get(user);
    if (hash !== undefined && hash !== previous?.hash) throw new SlackError('hash_conflict');
    const id = previous?.id ?? this.workspace.ids.id('V');
    const published = this.#stored(view, { id, user, rootId: id, previousId: undefined });
    this.#homes.set(user, published);
    this.workspace.tell({ type: 'home', user });
    return published;
  }

  /** Keeps what a person typed or which fields were refused. */
  note(stored: StoredView, changes: Partial<Pick<StoredView, 'values' | 'errors'>>): StoredView {
    const noted = { ...stored, ...changes };
    this.#replace(noted);
    return noted;
  }

  /** Takes one modal off the stack, and everything above it. */
  close(stored: StoredView): void {
    const stack = this.#stacks.get(stored.user) ?? [];
    const index = stack.findIndex((one) => one.id === stored.id);
    if (index >= 0) this.#setStack(stored.user, stack.slice(0, index));
  }

  clear(user: string): void {
    this.#setStack(user, []);
  }

  #all(): StoredView[] {
    return [...this.#stacks.values()].flat().concat([...this.#homes.values()]);
  }

  #replace(stored: StoredView): void {
    if (this.#homes.get(stored.user)?.id === stored.id) {
      this.#homes.set(stored.user, stored);
      return this.workspace.tell({ type: 'home', user: stored.user });
    }
    const stack = this.#stacks.get(stored.user) ?? [];
    this.#setStack(
      stored.user,
      stack.map((one) => (one.id === stored.id ? stored : one)),
    );
  }

  #setStack(user: string, stack: StoredView[]): void {
    this.#stacks.set(user, stack);
    this.workspace.tell({ type: 'view', user });
  }

  #stored(view: unknown, place: Pick<StoredView, 'id' | 'user' | 'rootId' | 'previousId'>): StoredView {
    const checked = acceptView(view);
    const externalId = checked.external_id;
    const other = typeof externalId === 'string' && externalId !== '' ? this.byExternalId(externalId) : undefined;
    if (other && other.id !== place.id) throw new SlackError('duplicate_external_id');
    return {
      id: place.id,
      user: place.user,
      rootId: place.rootId,
      previousId: place.previousId,
      hash: `${Math.floor(Date.now() / 1000)}.${secret(4)}`,
      view: { ...checked, blocks: completeBlocks(checked.blocks as unknown[]) } as unknown as View,
      values: {},
      errors: {},
    };
  }
}

function acceptView(view: unknown): Raw {
  if (!isRecord(view))
    throw new SlackError('invalid_arguments', metadata(['[ERROR] must be an object [json-pointer:/view]']));
  const problems = checkView(view);
  if (problems.length > 0) {
    const lines = problems.map((one) => `[ERROR] ${one.message} [json-pointer:${one.pointer}]`);
    throw new SlackError('invalid_arguments', metadata(lines));
  }
  if (JSON.stringify(view).length > LARGEST_VIEW) throw new SlackError('view_too_large');
  return view;
}

function metadata(messages: string[]): Raw {
  return { response_metadata: { messages } };
}

/** A view as Slack's payloads and answers carry it. */
export function viewPayload(stored: StoredView, hub: Pick<Hub, 'url' | 'identity' | 'files'>): Raw {
  const { identity } = hub;
  const view = stored.view as unknown as Raw;
  return {
    id: stored.id,
    team_id: identity.teamId,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    external_id: view.external_id ?? '',
    state: { values: stateValues(view.blocks as unknown[], stored.values, hub) },
    hash: stored.hash,
    title: view.title,
    close: view.close ?? null,
    submit: view.submit ?? null,
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    previous_view_id: stored.previousId ?? null,
    root_view_id: stored.rootId,
    app_id: identity.appId,
    app_installed_team_id: identity.teamId,
    bot_id: identity.botId,
  };
}
