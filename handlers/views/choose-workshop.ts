import type { Workshop } from '../../workshop/workshop';
import { quote } from '../commands/parse/quote';
import { actions, button, clip, section, type Message } from './blocks';
import { plain } from './refusals';
import { dayAndTime, listed } from './words';

/** What a click on a workshop's name means: the same command again, for that workshop. */
export interface WorkshopChoice {
  readonly text: string;
  readonly workshop: string;
}

export const CHOOSE_WORKSHOP = 'choose-workshop';
/** Slack takes 25 buttons in a row; more workshops than that are better named. */
const MOST_BUTTONS = 24;
/** Characters Slack takes as the value of a button. */
const LONGEST_VALUE = 2_000;

/** Several workshops fit: a button for each, which runs the same command for it. */
export function chooseWorkshop(workshops: readonly Workshop[], text: string): Message {
  const says = 'Which workshop do you mean?';
  const names = listed(workshops.map((workshop) => workshop.spec.name));
  const choices = workshops
    .slice(0, MOST_BUTTONS)
    .map(({ spec: { name } }) => ({ name, value: JSON.stringify({ text, workshop: name } satisfies WorkshopChoice) }));
  if (choices.some(({ value }) => value.length > LONGEST_VALUE)) {
    return plain(`${says} Add its name to the command: ${clip(names, 1500)}.`);
  }
  const more = workshops.length > MOST_BUTTONS ? ' Here are the newest; for another, add its name to the command.' : '';
  return {
    text: `${says} ${clip(names, 1500)}.`,
    blocks: [
      section(says + more),
      actions(
        'choose-workshop',
        choices.map(({ name, value }) => button(`${CHOOSE_WORKSHOP}:${name}`, name, { value })),
      ),
    ],
  };
}

/** There is none, or none of that name. */
export function noWorkshop(name: string | undefined, living: readonly string[], close: string | undefined): Message {
  const says =
    living.length === 0
      ? `There is no workshop${name === undefined ? '' : ` ${quote(name)}`} yet. Make one: \`/workshop new nov 12\` for 12 seats.`
      : close !== undefined
        ? `There is no workshop ${quote(name ?? '')}. Did you mean \`${close}\`?`
        : `There is no workshop ${quote(name ?? '')}. There is ${listed(living.slice(0, 10).map((each) => `\`${each}\``))}.`;
  return { text: says, blocks: [section(says)] };
}

/** It was destroyed before. */
export function workshopGone(workshop: Workshop): Message {
  const since = workshop.destroyedAt ? ` since ${dayAndTime(workshop.destroyedAt)}` : '';
  const says = `*${workshop.spec.name}* is gone${since}: destroyed, nothing left to do. The name is free again.`;
  return { text: says, blocks: [section(says)] };
}
