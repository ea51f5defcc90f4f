import { MOST_SEATS } from '../../workshop/seat-plan';
import { mostRanges } from '../../workshop/allow-list';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import { BUILT_IN } from './app-schema';
import { didYouMean } from './closest';
import { foundAllowed, pathText, type FileProblem, type Path } from './problem';
import type { Yaml } from './read-yaml';
import { MOST_TAGS, USUAL_SEATS } from './schema';
import { looksSecret, namesSecret } from './secrets';

type Raw = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const mapOf = (value: unknown): Raw => (isMap(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const numberOf = (value: unknown, usual: number): number => (typeof value === 'number' ? value : usual);

const NO_SECRETS =
  'a workshop file is passed around, so no secret is allowed in it. A random value of each seat’s own: name it under `secrets` of the app. Other secrets: hand them out in the workshop';

/** What is wrong between the values of a file, whatever else is wrong with them. */
export function crossProblems(yaml: Yaml): FileProblem[] {
  const file = mapOf(yaml.value);
  const problems: FileProblem[] = [];
  const add = (path: Path, says: string) => problems.push({ path: pathText(path), line: yaml.lineOf(path), says });

  const all = numberOf(file['seats'], USUAL_SEATS) + numberOf(file['spares'], 0);
  if (all > MOST_SEATS && numberOf(file['seats'], 0) <= MOST_SEATS) {
    add(['spares'], `found ${all} seats with the spares, ${MOST_SEATS} together are allowed`);
  }
  const { expose, region } = file;
  if (isMap(expose) && expose['hosts'] !== undefined) {
    if (expose['zone'] === undefined && expose['certificate'] === undefined) {
      add(
        ['expose'],
        'found neither zone nor certificate, and HTTPS needs one of them: zone: Z..., or certificate: arn:aws:acm:...',
      );
    }
    const place = /^arn:[^:]+:acm:([^:]+):/.exec(String(expose['certificate']))?.[1];
    if (place !== undefined && typeof region === 'string' && /^[a-z]{2}-/.test(region) && place !== region) {
      add(
        ['expose', 'certificate'],
        `found a certificate of ${place}, one of the workshop’s region ${region} is allowed`,
      );
    }
  }
  const tags = Object.keys(mapOf(file['tags'])).length;
  if (tags > MOST_TAGS) add(['tags'], `found ${tags} tags, up to ${MOST_TAGS} are allowed besides Usher’s own`);
  const ranges = listOf(file['allow']).length;
  const apps = listOf(file['apps']);
  const most = mostRanges({
    exposure: isMap(expose)
      ? { kind: 'hosts', domain: '', zone: undefined, certificate: undefined }
      : { kind: 'ports' },
    apps: Array.from({ length: apps.length || DEFAULT_APPS.length }, () => DEFAULT_APPS[0]!),
  });
  if (ranges > most) add(['allow'], `found ${ranges} ranges, up to ${most} are allowed with this many apps`);
  apps.forEach((app, index) => appProblems(app, index, apps, add));
  secretTexts(yaml.value, [], add);
  return problems;
}

type Add = (path: Path, says: string) => void;

function appProblems(app: unknown, index: number, apps: readonly unknown[], add: Add): void {
  const name = nameOf(app);
  if (name !== undefined && apps.findIndex((other) => nameOf(other) === name) < index) {
    add(['apps', index], foundAllowed(name, 'each app once'));
  }
  if (!isMap(app)) return;
  if (name !== undefined && !BUILT_IN.includes(name)) {
    const hint = didYouMean(name, BUILT_IN);
    for (const key of ['image', 'port', 'command']) {
      if (app[key] !== undefined) continue;
      add(
        ['apps', index, key],
        `found nothing, and an app that is new to Usher needs one${hint === undefined ? '' : `. ${hint}`}`,
      );
    }
  }
  for (const place of ['environment', 'secrets']) {
    for (const variable of Object.keys(mapOf(app[place]))) {
      const path = ['apps', index, place, variable];
      if (/^USHER_|^DATABASE_URL$/.test(variable)) add(path, 'Usher sets this variable itself: leave it out');
      else if (place === 'environment' && namesSecret(variable)) add(path, NO_SECRETS);
      else if (place === 'secrets' && Object.hasOwn(mapOf(app['environment']), variable)) {
        add(path, 'found under environment too, one of both is allowed');
      }
    }
  }
}

const nameOf = (app: unknown): string | undefined => {
  const name = isMap(app) ? app['name'] : app;
  return typeof name === 'string' ? name : undefined;
};

/** Secrets that give themselves away by their form, wherever they stand. */
function secretTexts(value: unknown, path: Path, add: Add): void {
  if (typeof value === 'string') {
    if (looksSecret(value)) add(path, NO_SECRETS);
  } else if (Array.isArray(value)) value.forEach((item, index) => secretTexts(item, [...path, index], add));
  else if (isMap(value))
    for (const [key, item] of Object.entries(value)) {
      if (looksSecret(key)) add([...path, key], NO_SECRETS);
      secretTexts(item, [...path, key], add);
    }
}
