import { participantHelp, helpOn, overview } from '../views/help';
import { refuseStranger } from '../guards/organiser';
import type { Command } from './command';
import { commandNamed, unknownCommand, type Registry } from './parse';
import { usageAnswer } from '../views/refusals';

/** `help [command]`, made from the registry it is given when somebody asks. */
export const help = (registry: () => Registry): Command<{ readonly topic?: string; readonly workshop?: string }> => ({
  summary: 'this list, or more about one command',
  usage: '[command]',
  examples: ['', 'deploy'],
  details: 'Without a word: all commands. With one: what it takes, with examples.',
  forEveryone: true,
  parse: ([topic]) => (topic === undefined ? {} : { topic }),
  async run(asked, { topic }) {
    if (await refuseStranger(asked.deps, asked.by, asked.botUserId)) {
      await asked.answer(participantHelp(asked.botUserId));
      return;
    }
    const known = registry();
    if (topic === undefined) {
      await asked.answer(overview(known.commands));
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
