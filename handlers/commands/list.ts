import { mayAt } from '../../workshop/crew';
import { workshopList } from '../views/workshop-list';
import type { Command } from './command';
import { isUsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';

export const list: Command<{ readonly past: boolean; readonly workshop?: string }> = {
  summary: 'workshops: state, seats, price so far, end',
  usage: '[--past]',
  examples: ['', '--past'],
  details: 'Every living workshop in one line. `--past` shows the destroyed ones too, and what they cost.',
  parse(words) {
    const sorted = sortWords(
      words.map((word) => (word.toLowerCase() === 'past' ? '--past' : word)),
      { past: { bare: true } },
    );
    if (isUsageError(sorted)) return sorted;
    return atMost(sorted, 0, '--past') ?? { past: 'past' in sorted.flags };
  },
  async run(asked, { past }) {
    const all = await asked.deps.usher.list({ past });
    const theirs = all.filter(({ workshop }) => mayAt(asked.rights, asked.least, workshop.id));
    await asked.answer(workshopList(theirs, past));
  },
};
