import type { Credentials } from './ports/credentials';
import type { Workshop } from './workshop';

/** What stands for a secret that was taken out of a text. */
export const MASK = '•••';

/** Secrets that are told by their form: keys of AWS, tokens of Slack and JWTs, passwords in addresses and behind their names. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,20}\b/g, MASK],
  [/\bxox[a-z]-[\w-]{6,}/g, MASK],
  [/\beyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?/g, MASK],
  [/(\b[a-z][\w+.-]*:\/\/[^\s:/@]*:)[^\s/@]+(?=@)/gi, `$1${MASK}`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${MASK}`],
  [
    /((?:passw(?:or)?d|passwd|\bpwd|secret|token|api_?key|access_?key|fernet_?key|credentials?)[\w-]*["']?\s*[:=]\s*["']?)(?!•••)[^\s"',;&]{3,}/gi,
    `$1${MASK}`,
  ],
];

/**
 * Takes out of a text every credential of this workshop, of all of its seats, and whatever else looks like one. What is derived is known
 * here, so that nothing depends on how a program writes it.
 */
export function createMask(credentials: Credentials, workshop: Workshop): (text: string) => string {
  const { spec } = workshop;
  const known = [credentials.databasePassword(workshop)];
  for (let no = 1; no <= spec.seats; no += 1) {
    known.push(credentials.seatPassword(workshop, no));
    for (const { name, database, secrets = {} } of spec.apps) {
      const purposes = [...Object.values(secrets), ...(database ? ['database'] : [])];
      known.push(...purposes.map((purpose) => credentials.seatKey(workshop, no, `${name}-${purpose}`)));
    }
  }
  const literal = new RegExp(known.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  return (text) =>
    FORMS.reduce((masked, [form, instead]) => masked.replace(form, instead), text.replace(literal, MASK));
}
