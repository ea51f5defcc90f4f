import { DELIVER_RULE } from '../stacks/constructs/deliver-rule';

/**
 * Shell script that fetches USHER_URL and brings it into WORK as USHER_PATH, by the rule of assignment files, and says what became of it.
 * It needs a shell, the core utilities and curl.
 */
export const DELIVER_FILE = `
umask 0000
if [ ! -d "$WORK" ]; then say refused no-folder; exit 0; fi
new="$(mktemp -d)" || exit 1
trap 'rm -rf "$new"' EXIT
delivered="$WORK/.usher/assignments"
mkdir -p "$delivered" "$(dirname "$new/$USHER_PATH")" || { say refused unwritten; exit 0; }
curl -q --silent --show-error --fail --retry 3 --max-time 300 --output "$new/$USHER_PATH" "$USHER_URL" || { say refused unfetched; exit 0; }
${DELIVER_RULE}
deliver "$USHER_PATH" > /dev/null || { say refused unwritten; exit 0; }
say how "$how"
if [ "$how" = kept ]; then say beside "\${to##*/}"; fi
`;
