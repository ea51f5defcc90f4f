import type { HostScript } from '../../workshop/ports/host-shell';
import { HOST_FOLDER } from '../stacks/constructs/user-data';
import { DELIVER_FILE } from './deliver-file';
import { PACK_WORK } from './pack-work';
import { TAKE_NUMBER } from './take-number';
import { UNPACK_WORK } from './unpack-work';

const SCRIPTS: Readonly<Record<HostScript, string>> = {
  'pack-work': PACK_WORK,
  'deliver-file': DELIVER_FILE,
  'unpack-work': UNPACK_WORK,
  'take-number': TAKE_NUMBER,
};
/** Those that change the host itself, and nothing in the seat's folder. */
const AS_ROOT: readonly HostScript[] = ['take-number'];
/** A participant may have put links into the folder: what works there is not root. */
const AS_OWNER = 'setpriv --reuid=1000 --regid=100 --clear-groups --no-new-privs';

/** What scripts need, and the packages of Amazon Linux that have it: a minimal image may come without. */
const TOOLS = 'curl tar gzip find';
const PACKAGES = 'tar gzip findutils';

/** By which a script says something: a line that no name or text can break. */
const SAY = `say() { printf 'usher:%s=%s\\n' "$1" "$(printf '%s' "$2" | base64 | tr -d '\\n')"; }`;

/**
 * Shell lines that run a script with these values as its environment. Script and values travel in base64, an alphabet in which a
 * shell finds nothing to read. Root starts the script as the user of the seat's folder, where it works there: its participant may have put links there.
 * USHER_HOST_ROOT is empty on AWS; a stand-in for a host names the folder that is its root.
 */
export function commandsOf(script: HostScript, values: Readonly<Record<string, string>>): string[] {
  const code = encoded(`${SAY}\n${SCRIPTS[script]}`);
  return [
    'root="${USHER_HOST_ROOT:-}"',
    `export ROOT="$root" WORK="$root${HOST_FOLDER}" TMPDIR="$root/var/tmp"`,
    // The letter at the end keeps line ends, which $() would take off.
    ...Object.entries(values).map(
      ([name, value]) => `v="$(printf %s '${encoded(value)}' | base64 -d; printf x)"; export ${nameOf(name)}="\${v%x}"`,
    ),
    `as=; if [ -z "$root" ]; then as="${AS_ROOT.includes(script) ? '' : AS_OWNER}"; fi`,
    `if [ -z "$root" ]; then for tool in ${TOOLS}; do command -v "$tool" || missing=yes; done > /dev/null; fi`,
    `if [ -n "\${missing:-}" ]; then dnf install -y -q ${PACKAGES} > /dev/null 2>&1; fi`,
    `exec $as sh -c "$(printf %s '${code}' | base64 -d)"`,
  ];
}

/** What a script said, by name; what it printed besides is passed over. */
export function readSaid(output: string): Map<string, string[]> {
  const said = new Map<string, string[]>();
  for (const [, name = '', value = ''] of output.matchAll(/^usher:(\w+)=([\w+/]*=*)\r?$/gm)) {
    said.set(name, [...(said.get(name) ?? []), Buffer.from(value, 'base64').toString('utf8')]);
  }
  return said;
}

const encoded = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** Names are Usher's own; one that a shell would read otherwise is a mistake in the program. */
function nameOf(name: string): string {
  if (!/^[A-Z][A-Z_]*$/.test(name)) throw new Error(`${name} is no name of a value`);
  return name;
}
