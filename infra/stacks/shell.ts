/** One word of a shell command that stands for exactly this text, whatever is in it but NUL. */
export const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Lines that a shell may source: `NAME='value'`. */
export const assignments = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${quote(value)}`)
    .join('\n');

const PLACEHOLDER = /(\{(?:seat|workshop|user|url)\})/;

/** Whether the text names a value of the seat, which only the seat's container knows. */
export const namesSeat = (text: string): boolean => PLACEHOLDER.test(text);

/** The same text as a word of a shell command, with `{seat}`, `{workshop}`, `{user}` and `{url}` as what the seat's USHER_ variables hold. */
export const seatWord = (text: string): string =>
  text
    .split(PLACEHOLDER)
    .filter((part) => part !== '')
    .map((part) => (namesSeat(part) ? `"$USHER_${part.slice(1, -1).toUpperCase()}"` : quote(part)))
    .join('');
