import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { LocalSlack } from '../slack';
import type { ActionValue } from '../slack/protocol';
import { findButton, findField, findMenu, surfacesOf, valueFor, type Surface, type Target } from './find';
import type { Screen } from './screen';
import type { Step } from './step';
import { lookFor } from './wait';

/** How long a button, menu, field or modal may take to appear. */
const APPEAR_MS = 30_000;
/** How long a button or menu of an older message is left alone, in case the answer to the last action brings a new one. */
const PATIENCE_MS = 3_000;

type Values = Record<string, Record<string, ActionValue>>;

/** What is typed into modals before they are submitted, by view id. */
export type Drafts = Map<string, Values>;

type PersonStep = Exclude<Step, { do: 'stage' }>;

/** Does or checks one line for one person; throws what was expected, or the words that the person reads. */
export async function performStep(slack: LocalSlack, screen: Screen, drafts: Drafts, step: PersonStep): Promise<void> {
  const { actor } = screen;
  switch (step.do) {
    case 'say':
      screen.mark();
      return actor.act({ type: 'say', channel: slack.channelId(step.channel), text: step.text });
    case 'dm':
      return dm(screen, step.text);
    case 'drop': {
      const { files } = await upload(screen, step.path);
      return dm(screen, step.text, files);
    }
    case 'click': {
      const target = await appear(
        freshFirst(screen, (surfaces) => findButton(surfaces, step.label, step.on)),
        `a button ${step.label.source}${step.on ? ` on ${step.on.source}` : ''}`,
      );
      screen.mark();
      return actor.act({ type: 'act', ...place(target) });
    }
    case 'choose': {
      const target = await appear(
        freshFirst(screen, (surfaces) => findMenu(surfaces, step.menu, step.option)),
        `a menu "${step.menu}" with "${step.option}"`,
      );
      screen.mark();
      return actor.act({ type: 'act', ...place(target), value: valueOf(screen, target, step.option) });
    }
    case 'enter':
      return enter(screen, drafts, step.field, step.value);
    case 'submit':
      return submit(screen, drafts);
    case 'close':
      return actor.act({ type: 'close-view', viewId: await modalId(screen) });
    case 'home':
      screen.mark();
      return actor.act({ type: 'open-home' });
    case 'join':
    case 'leave':
      return actor.act({ type: step.do, channel: slack.channelId(step.channel) });
    case 'see':
      return see(screen, step);
    case 'not-see': {
      const seen = await lookFor(() => screen.shows(step.what) || undefined, step.forMs);
      if (seen) throw new Error(`@${step.who} should not see ${step.what.source}`);
    }
  }
}

async function dm(screen: Screen, text: string, files: readonly string[] = []): Promise<void> {
  const { actor } = screen;
  const { bot } = actor.state();
  await actor.act({ type: 'open-dm', user: bot.id });
  const channel = actor.state().conversations.find((one) => one.kind === 'dm' && one.name === bot.id);
  screen.mark();
  await actor.act({ type: 'say', channel: channel?.id ?? '', text, files });
}

async function see(screen: Screen, step: Extract<Step, { do: 'see' }>): Promise<void> {
  if (await lookFor(() => screen.sees(step.what) || undefined, step.withinMs)) return;
  const old = screen.shows(step.what)
    ? ` since their last action (it stands in an older message, which does not count)`
    : '';
  throw new Error(`@${step.who} should see ${step.what.source} within ${step.withinMs / 1000} s${old}`);
}

async function enter(screen: Screen, drafts: Drafts, field: string, words: string): Promise<void> {
  const target = await appear(() => findField(screen.actor.state(), field), `a field "${field}" in a modal`);
  const value = target.element.type === 'file_input' ? await upload(screen, words) : valueOf(screen, target, words);
  const id = (target.where as { viewId: string }).viewId;
  const draft = drafts.get(id) ?? {};
  drafts.set(id, { ...draft, [target.blockId]: { ...draft[target.blockId], [target.actionId]: value } });
}

/** Takes a file of this machine, its path as seen from where the play was started. */
async function upload({ actor }: Screen, path: string): Promise<ActionValue> {
  const content = await readFile(path, 'base64');
  await actor.act({ type: 'upload', key: path, name: basename(path), content });
  return { files: [path] };
}

async function submit(screen: Screen, drafts: Drafts): Promise<void> {
  const viewId = await modalId(screen);
  screen.mark();
  await screen.actor.act({ type: 'submit', viewId, values: drafts.get(viewId) ?? {} });
}

function modalId(screen: Screen): Promise<string> {
  return appear(() => screen.actor.state().view?.id, 'an open modal');
}

async function appear<T>(look: () => T | undefined, what: string): Promise<T> {
  const found = await lookFor(look, APPEAR_MS);
  if (found === undefined) throw new Error(`there should be ${what}`);
  return found;
}

/** Looks in what came since the person's last action, and after a while in everything. */
function freshFirst(screen: Screen, find: (surfaces: readonly Surface[]) => Target | undefined) {
  const impatient = Date.now() + PATIENCE_MS;
  return () => {
    const state = screen.actor.state();
    const messages = Date.now() < impatient ? state.messages.filter((one) => screen.isFresh(one)) : state.messages;
    return find(surfacesOf({ ...state, messages }, screen.modal() ?? '', (message) => screen.text(message)));
  };
}

function place({ where, blockId, actionId }: Target) {
  return { where, blockId, actionId };
}

function valueOf(screen: Screen, target: Target, words: string): ActionValue {
  const value = valueFor(target.element, words, screen.actor.state());
  if (!value) throw new Error(`"${words}" should be one of the choices`);
  return value;
}
