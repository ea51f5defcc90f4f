import { readCode } from '../../workshop/join-code';

/** What a participant's words ask for. `other` still gets the card: nobody is left without an answer. */
export type Wish = (
  | { readonly wants: 'card' | 'help' | 'stuck' | 'thanks' | 'other' }
  /** `app`: name of the app where they said which. */
  | { readonly wants: 'restart'; readonly app: string | undefined }
) & {
  /** What may be the code of a workshop. */
  readonly code?: string;
};

/** Words are looked for in the beginning only: a pasted stack trace is not a list of commands. */
const LOOKED_AT = 300;

const WORDS = {
  thanks: /\b(thanks|thank you|thank u|thx|ty|cheers|danke|merci|gracias)\b/,
  stuck:
    /\b(stuck|lost|broken|frozen|hangs?|not working|(doesn'?t|does not|won'?t|can'?t|cannot) (work|open|load|log ?in|connect))\b/,
  restart: /\b(restart|reboot|reset|relaunch|restarting)\b/,
  help: /\b(help|how|what can you do|commands)\b|^\?+$/,
  card: /\b(status|state|password|pass|pw|login|credentials|url|link|address|card|seat|hi|hello|hey|hallo|moin|yo|good (morning|afternoon|evening))\b/,
} as const;

/** Text of a DM, as Slack sends it -> what is wanted; `apps` are the names of the apps a seat may have. */
export function understand(text: string, apps: readonly string[] = ['jupyter', 'airflow']): Wish {
  const words = normalise(text);
  const code = readCode(words);
  return { ...wishIn(words, apps), ...(code === undefined ? {} : { code }) };
}

function wishIn(words: string, apps: readonly string[]): Wish {
  if (WORDS.thanks.test(words) && words.split(' ').length <= 8) return { wants: 'thanks' };
  if (WORDS.stuck.test(words)) return { wants: 'stuck' };
  if (WORDS.restart.test(words)) {
    return { wants: 'restart', app: apps.find((app) => words.split(' ').includes(app)) };
  }
  if (WORDS.help.test(words)) return { wants: 'help' };
  return { wants: WORDS.card.test(words) ? 'card' : 'other' };
}

/** Lower case, straight quotes, without mentions, emoji names and punctuation. */
const normalise = (text: string): string =>
  text
    .slice(0, LOOKED_AT)
    .toLowerCase()
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/<[@#!][^>]*>/g, ' ')
    .replaceAll(/:[a-z0-9_+-]+:/g, ' ')
    .replaceAll(/[^\p{L}\p{N}'?]+/gu, ' ')
    .replaceAll(/(?<=[\p{L}\p{N}])\?+/gu, '')
    .trim();
