/** What the first channel says to somebody who has never seen Usher. */
export const INTRODUCTION = [
  '*Welcome.* You are Ada, and you run a workshop today. Nothing here costs anything: this Slack and this AWS live on your machine.',
  '',
  'Type these here, one after the other, and watch:',
  '1. `/workshop new nov 12 --room #workshop` makes a workshop with 12 seats',
  '2. `/workshop plan` shows what it needs and costs, `/workshop deploy` builds it',
  '3. `/workshop open` lets the participants in',
  '4. At the top left become *Grace*, write `hi` to *Usher* (under Apps), and open the Jupyter you are given',
  '5. Become *Ada* again: `/workshop health`, `/workshop restart 1`, and in the end `/workshop destroy`',
  '',
  '`/workshop help` explains the rest.',
].join('\n');
