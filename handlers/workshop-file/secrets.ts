/** Words that, alone between underscores, say that a variable holds a secret; `TOKENIZERS_PARALLELISM` holds none. */
const SECRET_WORDS = new Set([
  'PASSWORD',
  'PASSWORDS',
  'PASSWD',
  'PASSPHRASE',
  'PASS',
  'SECRET',
  'SECRETS',
  'TOKEN',
  'TOKENS',
  'CREDENTIAL',
  'CREDENTIALS',
  'APIKEY',
]);
/** Before KEY they make a secret of it: API_KEY, but not SORT_KEY. */
const KEY_KINDS = new Set(['API', 'ACCESS', 'PRIVATE', 'SECRET', 'AUTH', 'ENCRYPTION', 'FERNET', 'ACCOUNT']);

/** Forms that secrets have and nothing else: AWS, Slack, GitHub, GitLab, OpenAI, PEM, and a password in an address. */
const SECRET_FORMS = [
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bxox[abeoprs]-[\w-]{8,}|\bxapp-\d-[\w-]{8,}/,
  /\b(gh[opsu]_|github_pat_)\w{20,}/,
  /\bglpat-[\w-]{16,}/,
  /\bsk-[\w-]{20,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\b[a-z][a-z0-9+]{0,20}:\/\/[^\s/:@]+:[^\s/@]+@/i,
];

/** Whether a variable of this name is one for a secret. */
export function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/);
  return words.some((word, i) => SECRET_WORDS.has(word) || (word === 'KEY' && KEY_KINDS.has(words[i - 1] ?? '')));
}

/** Whether a text has the form of a secret, wherever it stands. */
export const looksSecret = (text: string): boolean => SECRET_FORMS.some((form) => form.test(text));
