import { readCode } from '../../workshop/join-code';

/** What a participant's words ask for. `other` still gets an answer: nobody is left without one. */
export interface Wish {
  readonly wants: 'card' | 'help' | 'stuck' | 'page' | 'restart' | 'solved' | 'thanks' | 'other';
  /** What may be the code of a workshop. */
  readonly code?: string;
}

/** Words are looked for in the beginning only: a pasted stack trace is not a list of commands. */
const LOOKED_AT = 300;
/** Thanks, and that it works, are said in few words; in more they are part of a longer story. */
const FEW_WORDS = 8;

/** Around words with letters that `\b` does not know. */
const word = (words: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'u');

const CANNOT = "doesn'?t|does not|don'?t|do not|won'?t|will not|can'?t|cannot|can not|not|never|nicht";

const WORDS = {
  thanks: word('thanks|thank you|thank u|thx|ty|cheers|danke|vielen dank|merci|gracias'),
  solved: word(
    'it works|works|works (again|now|fine)|working again|solved|fixed|sorted|all good|geht (wieder|jetzt)|funktioniert|erledigt|gelöst',
  ),
  page: word(
    `(${CANNOT}) (open|load|reach|connect|respond|show up|be reached)(s|ing)?|not (opening|loading|reachable|responding|found)|(page|site|screen|seite) (is )?(blank|white|empty|down|leer|weiß)|(blank|white|empty) (page|screen)|time[sd]? ?out|timeout|unreachable|refused to connect|connection refused|unable to connect|this site can'?t be reached|50[234]|404|öffnet (sich )?nicht|lädt nicht|nicht erreichbar`,
  ),
  stuck: word(
    `stuck|lost|broken|frozen|hangs?|crash(ed|es)?|kaputt|hängt|help me|need help|need (some )?help|please help|can (someone|somebody|you) help|hilfe|sos|ayuda|aidez|not working|no longer works|stopped working|geht nicht|klappt nicht|error|fehler|(${CANNOT}) (work|run|start|log ?in|sign ?in|save)(s|ing)?`,
  ),
  restart: word('restart|restarting|reboot|reset|relaunch|neustart|neu starten|starte neu|neustarten'),
  help: /^\?+$|(?<![\p{L}\p{N}])(?:help|how|what can you do|commands|wie)(?![\p{L}\p{N}])/u,
  card: word(
    'status|state|password|passwort|kennwort|pass|pw|login|log in|credentials|user ?name|url|link|address|adresse|card|karte|seat|platz|hi|hello|hey|hallo|servus|moin|yo|good (morning|afternoon|evening)|guten (morgen|tag|abend)',
  ),
  /** Not lost themselves: they want their card. */
  forgot: word(
    "(lost|forgot|forgotten|forget|vergessen|verloren|what'?s|what is) ([\\p{L}']+ )*(password|passwort|kennwort|pass|pw|login|link|url|address|adresse|card|karte)",
  ),
  /** Takes back that it works. */
  not: word("not|n't|nothing|never|no|nicht|nichts|kein|still|but|aber|half"),
} as const;

/** Text of a DM, as Slack sends it -> what is wanted. */
export function understand(text: string): Wish {
  const words = normalise(text);
  const code = readCode(words);
  return { wants: wantedIn(words), ...(code === undefined ? {} : { code }) };
}

function wantedIn(words: string): Wish['wants'] {
  const few = words.split(' ').length <= FEW_WORDS;
  if (few && WORDS.solved.test(words) && !WORDS.not.test(words) && !/n't/.test(words)) return 'solved';
  if (few && WORDS.thanks.test(words)) return 'thanks';
  if (WORDS.forgot.test(words)) return 'card';
  for (const wants of ['stuck', 'page', 'restart', 'help', 'card'] as const) {
    if (WORDS[wants].test(words)) return wants;
  }
  return 'other';
}

/** The app a text names, by its name or its title, of those a seat has; the only one there is, whatever the text says. */
export function appNamed(
  text: string,
  apps: readonly { readonly name: string; readonly title: string }[],
): string | undefined {
  if (apps.length === 1) return apps[0]?.name;
  const words = ` ${normalise(text)} `;
  const said = (name: string): boolean => words.includes(` ${normalise(name)} `);
  const named = apps.filter(({ name, title }) => said(name) || said(title));
  return named.length === 1 ? named[0]?.name : undefined;
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
