import type { Actor } from '../slack';
import { plainBlocks, plainMessage, type Names } from '../slack/plain-text';
import type { PageMessage, PageState } from '../slack/protocol';
import type { Pattern } from './step';

/** Messages told of when something was not seen. */
const QUOTED = 8;

/** What one person of the play has in front of them, and has seen since they last did something. */
export class Screen {
  /** Every version of every message since the person's own last action, and which messages those were. */
  #fresh: string[];
  readonly #freshKeys = new Set<string>();
  readonly #stop: () => void;

  constructor(
    readonly actor: Actor,
    onMessage: (message: PageMessage, text: string) => void,
  ) {
    const { messages } = actor.state();
    this.#fresh = messages.map((message) => this.text(message));
    for (const message of messages) this.#freshKeys.add(keyOf(message));
    this.#stop = actor.onMessage((message) => {
      const text = this.text(message);
      this.#fresh.push(text);
      this.#freshKeys.add(keyOf(message));
      onMessage(message, text);
    });
  }

  /** From now on only what is new or edited counts as an answer. */
  mark(): void {
    this.#fresh = [];
    this.#freshKeys.clear();
  }

  /** New or edited since the person last did something. */
  isFresh(message: PageMessage): boolean {
    return this.#freshKeys.has(keyOf(message));
  }

  sees(what: Pattern): boolean {
    return [...this.#fresh, ...this.#open()].some((text) => what.fits(text));
  }

  /** Whether it stands anywhere on the screen, however old. */
  shows(what: Pattern): boolean {
    const { messages } = this.actor.state();
    return [...messages.map((message) => this.text(message)), ...this.#open()].some((text) => what.fits(text));
  }

  text(message: PageMessage): string {
    return plainMessage(message, names(this.actor.state()));
  }

  /** The modal on top, as text; undefined where there is none. */
  modal(): string | undefined {
    const state = this.actor.state();
    if (!state.view) return undefined;
    const { view, errors } = state.view;
    const title = view.type === 'modal' ? view.title.text : '';
    const refused = Object.values(errors).map((words) => `⚠ ${words}`);
    const buttons = view.type === 'modal' ? [view.close?.text, view.submit?.text].filter(Boolean) : [];
    const footer = buttons.map((label) => `[${label}]`).join(' ');
    return [title, plainBlocks(view.blocks, names(state)), ...refused, footer].filter(Boolean).join('\n');
  }

  /** The newest messages and whatever is open, for a failure. */
  describe(): string {
    const state = this.actor.state();
    const lines = state.messages
      .slice(-QUOTED)
      .map((message) => `${place(state, message)}: ${this.text(message).replaceAll('\n', '\n  ')}`);
    const modal = this.modal();
    if (modal !== undefined) lines.push(`modal: ${modal.replaceAll('\n', '\n  ')}`);
    return lines.length > 0 ? lines.join('\n') : 'nothing at all';
  }

  stop(): void {
    this.#stop();
  }

  #open(): string[] {
    const state = this.actor.state();
    const home = state.home ? [plainBlocks(state.home.blocks, names(state))] : [];
    const modal = this.modal();
    return modal === undefined ? home : [modal, ...home];
  }
}

/** `#crew · Usher`, `DM @grace · Usher`, `#crew · Usher (only @ada sees this)`. */
export function place(state: PageState, message: PageMessage): string {
  const me = nameOf(state, state.me);
  const channel = state.conversations.find((one) => one.id === message.channel);
  const where = channel?.kind === 'dm' ? `DM @${me}` : `#${channel?.name ?? message.channel}`;
  const author = state.people.find((one) => one.id === message.user);
  const who = author?.isBot ? author.realName : `@${author?.name ?? message.user}`;
  const thread = message.threadTs === undefined ? '' : ' (thread)';
  const reader = message.ephemeral ? ` (only @${me} sees this)` : '';
  return `${where} · ${who}${thread}${reader}`;
}

function keyOf(message: PageMessage): string {
  return `${message.channel} ${message.ts}`;
}

function nameOf(state: PageState, id: string): string {
  return state.people.find((one) => one.id === id)?.name ?? id;
}

function names(state: PageState): Names {
  return { people: state.people, channels: state.conversations };
}
