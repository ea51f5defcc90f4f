import type { Workshop } from '../../workshop/workshop';
import { listed } from '../views/words';
import { nearest } from './parse/nearest';
import { quote } from './parse/quote';
import { usage, type UsageError } from './parse/usage';

/** App names of the workshop for what was typed (`jupyter`, `Airflow`, `both`); none typed means all, as an empty list. */
export function chooseApps({ spec }: Workshop, typed: readonly string[]): readonly string[] | UsageError {
  const apps = new Set<string>();
  for (const word of typed.map((each) => each.toLowerCase())) {
    if (word === 'both' || word === 'apps') return [];
    const app = spec.apps.find((each) => each.name === word || each.title.toLowerCase() === word);
    if (!app) {
      const names = spec.apps.map((each) => each.name);
      const close = nearest(word, names);
      const offer =
        close === undefined ? `There is ${listed(names.map((name) => `\`${name}\``))}.` : `Did you mean \`${close}\`?`;
      return usage(`*${spec.name}* has no app ${quote(word)}. ${offer}`);
    }
    apps.add(app.name);
  }
  return [...apps];
}
