import { mayAnywhere } from '../../workshop/crew';
import { COMMANDS, leastFor } from '../guards/roles';
import { participantHelp, helpOn, overview } from '../views/help';
import type { Command } from './command';
import { commandNamed, unknownCommand, type Registry } from './parse';
import { usageAnswer } from '../views/refusals';

/** `help [command]`, made from the registry it is given when somebody asks. */
export const help = (registry: () => Registry): Command<{ readonly topic?: string; readonly workshop?: string }> => ({
  summary: 'this list, or more about one command',
  usage: '[command]',
  examples: ['', 'deploy'],
  details: 'Without a word: all commands. With one: what it takes, with examples.',
  parse: ([topic]) => (topic === undefined ? {} : { topic }),
  async run(asked, { topic }) {
    if (!mayAnywhere(asked.rights, 'helper')) {
      await asked.answer(participantHelp(asked.botUserId));
      return;
    }
    const known = registry();
    if (topic === undefined) {
      const theirs = Object.entries(known.commands).filter(([name]) =>
        mayAnywhere(asked.rights, leastFor(COMMANDS, name)),
      );
      await asked.answer(overview(Object.fromEntries(theirs)));
      return;
    }
    const name = commandNamed(topic, known);
    const command = name === undefined ? undefined : known.commands[name];
    if (name === undefined || command === undefined)
      await asked.answer(usageAnswer(unknownCommand(topic, known), undefined));
    else await asked.answer(helpOn(name, command, synonymsOf(name, known)));
  },
});

const synonymsOf = (name: string, { synonyms }: Registry): string[] =>
  Object.keys(synonyms).filter((synonym) => synonyms[synonym] === name);
