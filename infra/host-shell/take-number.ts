import { AGENT_CONFIG, SEAT_FILE, SEAT_FOLDER } from '../stacks/constructs/user-data';

/**
 * Shell script that gives a host the number of another seat, as its user data would have: what containers are told of their seat, and
 * the attribute that the ECS agent registers with after its next start. USHER_URLS has a line `<APP>=<address>` for each app. It needs
 * a shell, sed and the core utilities.
 */
export const TAKE_NUMBER = `
set -e
umask 0022
seat="$ROOT${SEAT_FOLDER}/${SEAT_FILE}"
{
  echo "USHER_WORKSHOP='$USHER_WORKSHOP'"
  echo "USHER_SEAT='$USHER_SEAT'"
  echo "USHER_USER='$USHER_USER'"
  printf '%s\\n' "$USHER_URLS" | sed "s/^\\([A-Z0-9_]*\\)=\\(.*\\)$/USHER_URL_\\1='\\2'/"
} > "$seat.new"
config="$ROOT${AGENT_CONFIG}"
sed "s/^ECS_INSTANCE_ATTRIBUTES=.*/ECS_INSTANCE_ATTRIBUTES={\\"seat\\":\\"$USHER_SEAT\\"}/" "$config" > "$config.new"
mv -f "$seat.new" "$seat"
mv -f "$config.new" "$config"
say done yes
`;
