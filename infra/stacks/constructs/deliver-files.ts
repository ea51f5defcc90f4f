/**
 * Shell script that brings what lies at USHER_FILES (an S3 prefix) into WORK, once for each version of a file, and never over
 * somebody's work: what was edited stays and gets the new version beside it, what was deleted stays deleted. It knows what it
 * delivered by the hashes in WORK/.usher/assignments. Whatever fails, it ends well: an app must not fail because of files. Its
 * image has a shell, the core utilities and the AWS CLI, and neither `find` nor `cmp`.
 */
export const DELIVER_FILES = `
umask 0000
new="$WORK/.usher/assignments.new"
delivered="$WORK/.usher/assignments"
mkdir -p "$new" "$delivered"
# By default a file of the same size would be passed over.
timeout 600 aws s3 sync "$USHER_FILES" "$new" --delete --exact-timestamps --no-progress --only-show-errors ||
  echo "not all files could be fetched: going on with what is here"

hash() { if [ -f "$1" ]; then sha256sum < "$1"; fi; }

# Whole or not at all, and everybody's to write, whatever the original's mode.
put() { mkdir -p "$(dirname "$2")" && cat "$1" > "$2.usher-part" && mv -f "$2.usher-part" "$2"; }

# lesson.ipynb -> lesson.new.ipynb, or lesson.new2.ipynb where that is taken
beside() {
  name="\${1##*/}"
  case "$name" in
    ?*.*) stem="\${1%.*}" end=".\${name##*.}" ;;
    *) stem="$1" end= ;;
  esac
  n=
  while [ -e "$stem.new$n$end" ]; do n=$((\${n:-1} + 1)); done
  echo "$stem.new$n$end"
}

deliver() {
  path="$1" to="$WORK/$1" now="$(hash "$new/$1")" before= here="$(hash "$WORK/$1")"
  if [ -f "$delivered/$path" ]; then before="$(cat "$delivered/$path")"; fi
  if [ "$now" = "$before" ]; then return; fi
  if [ ! -e "$to" ] && [ ! -L "$to" ]; then
    if [ -n "$before" ]; then
      echo "$path was deleted here and stays so"
    else
      put "$new/$path" "$to" && echo "$path is new" || return
    fi
  elif [ "$here" = "$now" ]; then
    :
  elif [ -n "$before" ] && [ "$here" = "$before" ]; then
    put "$new/$path" "$to" && echo "$path is up to date" || return
  else
    to="$(beside "$to")"
    put "$new/$path" "$to" && echo "$path was edited here and stays so: the new one is \${to##*/}" || return
  fi
  mkdir -p "$(dirname "$delivered/$path")" && echo "$now" > "$delivered/$path"
}

# In a shell of its own each, so that a folder in a folder keeps the loop.
walk() (
  for each in "$new/$1"* "$new/$1".[!.]* "$new/$1"..?*; do
    if [ -d "$each" ]; then
      walk "\${each#"$new/"}/"
    elif [ -e "$each" ]; then
      deliver "\${each#"$new/"}"
    fi
  done
)
walk ""
if [ -z "$(ls -A "$new")" ]; then echo "there are no files"; fi
exit 0
`;
