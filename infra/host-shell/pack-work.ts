import { ARCHIVE_MEBIBYTES, LARGEST_FILE_MEBIBYTES } from '../../workshop/ports/archive';

/**
 * Shell script that packs WORK and puts the archive to USHER_URL. Caches, Usher's own folder, files beyond LARGEST MiB and those it may
 * not read stay out, and an archive beyond MOST MiB is not sent: it says so. It needs a shell, GNU tar and find, curl.
 */
export const PACK_WORK = `
: "\${LARGEST:=${LARGEST_FILE_MEBIBYTES}}" "\${MOST:=${ARCHIVE_MEBIBYTES}}"
umask 0077
if [ ! -d "$WORK" ]; then say refused no-folder; exit 0; fi
tmp="$(mktemp -d)" || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$WORK" || exit 1

# Never follows a link; what is pruned is not looked into.
list() {
  find . \\( -path ./.usher -o -name .ipynb_checkpoints -o -name __pycache__ -o -name .cache -o -name .venv -o -name node_modules \\
    -o -name '.Trash-*' -o -name .virtual_documents \\) -prune -o "$@"
}
pack() {
  list -type f \\( -size +"$LARGEST"M -o ! -readable \\) -print > "$tmp/omitted"
  list -type f ! -size +"$LARGEST"M -readable -print > "$tmp/files"
  list -type f ! -size +"$LARGEST"M -readable -print0 -o -type l -print0 -o -type d ! -name . -print0 > "$tmp/names"
  tar --create --gzip --no-recursion --null --files-from "$tmp/names" --file "$tmp/work.tar.gz"
  # 1: something changed while it was read, as work does. 2: most likely something went.
  [ $? -le 1 ]
}
pack || pack || pack || { say refused unreadable; exit 0; }
say files "$(wc -l < "$tmp/files" | tr -d ' ')"
say omitted "$(wc -l < "$tmp/omitted" | tr -d ' ')"
head -n 3 "$tmp/omitted" | while IFS= read -r path; do say left "$(printf '%s' "\${path#./}" | cut -c 1-80)"; done
bytes="$(wc -c < "$tmp/work.tar.gz" | tr -d ' ')"
say bytes "$bytes"
if [ "$bytes" -gt $((MOST * 1048576)) ]; then say refused too-large; exit 0; fi
curl -q --silent --show-error --fail --retry 3 --max-time 900 --upload-file "$tmp/work.tar.gz" \\
  --header 'Content-Type: application/gzip' --output /dev/null "$USHER_URL" || { say refused unsent; exit 0; }
say done yes
`;
