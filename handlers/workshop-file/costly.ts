import { Lexer } from 'yaml';

/** Levels that lists and maps may lie in one another on one line; a workshop file needs three. */
const DEEPEST = 20;
/** Comes before the words of a plain or block scalar, which are no signs. */
const SCALAR = '\u001f';

/** What YAML allows and takes minutes or gigabytes to read, with its 1-based line; undefined for a file that is read at once. */
export function costly(text: string): { readonly line: number; readonly says: string } | undefined {
  let line = 1;
  let flow = 0;
  let dashes = 0;
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (before !== SCALAR) {
      if (lexeme === '?') return { line, says: 'a key behind a ? is not read here: write `key: value`' };
      if (lexeme.startsWith('*')) return { line, says: 'an alias (*) is not read here: write it out' };
      if (lexeme === '-') dashes += 1;
      if (lexeme === '[' || lexeme === '{') flow += 1;
      if (lexeme === ']' || lexeme === '}') flow -= 1;
      if (Math.max(dashes, flow) > DEEPEST) return { line, says: `more than ${DEEPEST} lists or maps in one another` };
    }
    if (lexeme.includes('\n')) dashes = 0;
    line += lexeme.split('\n').length - 1;
    before = lexeme;
  }
  return undefined;
}
