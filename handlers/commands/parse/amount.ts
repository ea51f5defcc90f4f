import { quote } from './quote';
import { usage, type UsageError } from './usage';

const MOST = 1_000_000;

/** US dollars, from 1 to a million: `200`, `$1,500`, `99.50 USD`. */
export function parseAmount(word: string): number | UsageError {
  const typed = word.trim();
  const digits = /^\$? ?(\d+|\d{1,3}(?:,\d{3})+)(\.\d{1,2})? ?(?:\$|usd|dollars?)?$/i.exec(typed);
  const amount = digits ? Number(`${digits[1]?.replaceAll(',', '')}${digits[2] ?? ''}`) : NaN;
  return amount >= 1 && amount <= MOST
    ? amount
    : usage(`${quote(typed)} is no amount I can take: a number of US dollars from 1 to 1,000,000, like \`200\`.`);
}
