import type { Diagnosis } from '../../workshop/use-cases/doctor';
import { clip, section, sections, type Message } from './blocks';
import { count, escape } from './words';

export const SIGNS: Readonly<Record<Diagnosis['state'], string>> = { well: '✅', ill: '❌', unknown: '⚪' };

/** Tools explain themselves at length; the first words say it. */
const MOST_SAID = 500;
const MOST_BLOCKS = 50;

/** What is to be mended first, then every checkup in a line, by group. */
export function doctorMessage(diagnoses: readonly Diagnosis[]): Message {
  const ill = diagnoses.filter(({ state }) => state === 'ill');
  const groups = [...new Set(diagnoses.map(({ group }) => group))];
  const blocks = groups.flatMap((group) =>
    sections([`*${group}*`, ...diagnoses.filter((each) => each.group === group).map(lineOf)]),
  );
  const spoken = ill.map((each) => `${each.group}, ${each.title}: ${clip(each.says, MOST_SAID)} ${each.mend ?? ''}`);
  return {
    text: [headline(diagnoses), ...spoken].join('\n').slice(0, 3000),
    blocks: [section(`*${headline(diagnoses)}*`), ...blocks].slice(0, MOST_BLOCKS),
  };
}

/** `2 things to mend · 13 fine, 1 I cannot tell`: the whole in a line of plain text. */
export function headline(diagnoses: readonly Diagnosis[]): string {
  const number = (state: Diagnosis['state']): number => diagnoses.filter((each) => each.state === state).length;
  const [ill, unknown] = [number('ill'), number('unknown')];
  if (ill + unknown === 0) return `All well · ${count(diagnoses.length, 'check')}`;
  const rest = [`${number('well')} fine`, ...(unknown > 0 ? [`${unknown} I cannot tell`] : [])].join(', ');
  return `${ill === 0 ? 'Nothing to mend' : `${count(ill, 'thing')} to mend`} · ${rest}`;
}

function lineOf(diagnosis: Diagnosis): string {
  const { state, title, says, mend } = diagnosis;
  const line = `${SIGNS[state]} *${title}* ${clip(escape(says), MOST_SAID)}`;
  const link = 'link' in diagnosis && diagnosis.link !== undefined ? ` <${diagnosis.link}|Open>` : '';
  return mend === undefined ? line : `${line}\n      ↳ ${clip(escape(mend), MOST_SAID)}${link}`;
}
