import type { Actor, LocalSlack } from '../slack';
import { parsePlay } from './parse';
import { performStep, type Drafts } from './perform';
import { Printer } from './printer';
import { place, Screen } from './screen';
import type { Line, Pattern } from './step';

export interface PlayOptions {
  readonly print: (line: string) => void;
  /** Does what a `!` line says: faults and checks beyond Slack. Its rejection fails the play. */
  readonly stage?: (words: readonly string[]) => Promise<void>;
  /** Who acts for somebody: the workspace's own actor unless told otherwise. */
  readonly actor?: (name: string) => Actor;
  /** Told what somebody has seen; its rejection fails the play. */
  readonly seen?: (who: string, what: Pattern) => Promise<void>;
}

/**
 * Runs a play against a workspace and prints what each person in it sees. False where a line did not go as written: the
 * print then ends with its number, what was expected and what the person sees instead. Throws where the play cannot be read.
 */
export async function runPlay(text: string, slack: LocalSlack, options: PlayOptions): Promise<boolean> {
  const lines = parsePlay(text);
  const printer = new Printer(options.print);
  const screens = openScreens(lines, slack, options.actor ?? slack.person, printer);
  const drafts: Drafts = new Map();
  const shownModals = new Map<string, string>();
  const showModals = () => {
    for (const [who, screen] of screens) {
      const modal = screen.modal();
      if (modal !== undefined && modal !== shownModals.get(who)) printer.modal(who, modal);
      if (modal === undefined) shownModals.delete(who);
      else shownModals.set(who, modal);
    }
  };
  const watch = setInterval(showModals, 200);
  try {
    for (const line of lines) {
      printer.step(line.source);
      const failure = await attempt(line, slack, screens, drafts, options);
      showModals();
      if (failure !== undefined) {
        printer.failure(failure);
        return false;
      }
    }
    printer.flush();
    return true;
  } finally {
    clearInterval(watch);
    for (const screen of screens.values()) screen.stop();
  }
}

/** Undefined when the line went as written. */
async function attempt(
  line: Line,
  slack: LocalSlack,
  screens: ReadonlyMap<string, Screen>,
  drafts: Drafts,
  options: PlayOptions,
): Promise<string | undefined> {
  const { step } = line;
  try {
    if (step.do === 'stage') {
      if (!options.stage) throw new Error('there is no stage here');
      await options.stage(step.words);
      return undefined;
    }
    const screen = screens.get(step.who);
    if (!screen) throw new Error(`there is nobody called ${step.who}`);
    await performStep(slack, screen, drafts, step);
    if (step.do === 'see') await options.seen?.(step.who, step.what);
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const screen = step.do === 'stage' ? undefined : screens.get(step.who);
    const seen = screen ? `\n@${screen.actor.name} sees:\n${indent(screen.describe())}` : '';
    return `Line ${line.no} did not go as written: ${line.source}\n${indent(words)}${seen}`;
  }
}

function openScreens(
  lines: readonly Line[],
  slack: LocalSlack,
  actorOf: (name: string) => Actor,
  printer: Printer,
): Map<string, Screen> {
  const screens = new Map<string, Screen>();
  const cast = new Set(lines.flatMap(({ step }) => (step.do === 'stage' ? [] : [step.who])));
  const botsById = new Map(slack.people.filter((one) => one.isBot).map((one) => [one.id, one]));
  for (const name of cast) {
    if (!slack.people.some((one) => one.name === name && !one.isBot)) continue;
    const actor = actorOf(name);
    const screen = new Screen(actor, (message, text) => {
      // What people say is printed as the line that makes them say it.
      if (!botsById.has(message.user)) return;
      printer.message(`${message.channel} ${message.ts}`, place(actor.state(), message), text);
    });
    screens.set(name, screen);
  }
  return screens;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
