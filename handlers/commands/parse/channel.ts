import { quote } from './quote';
import { usage, type UsageError } from './usage';

/** The id of a channel given as a mention (`<#C1>`); a plain `#name` cannot be looked up and is refused. */
export function parseChannel(word: string): string | UsageError {
  const mention = /^<#([CG][A-Z0-9]+)>$/i.exec(word.trim());
  if (mention) return (mention[1] ?? '').toUpperCase();
  return usage(`I cannot tell which channel ${quote(word)} is. Pick it from the list Slack offers after the #.`);
}
