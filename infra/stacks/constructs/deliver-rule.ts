/**
 * Shell functions by which a file comes into a seat's folder and never over somebody's work: what was edited stays and gets the new
 * version beside it, what was deleted stays deleted. `deliver <path>` brings `$new/<path>` into `$WORK` and leaves in `$how` what became of
 * it: `new`, `updated`, `had`, `kept` (then `$beside` has the name of the other one) or `deleted`. What was delivered is known by the
 * hashes in `$delivered`. Neither `find` nor `cmp` is needed.
 */
export const DELIVER_RULE = `
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
  path="$1" to="$WORK/$1" now="$(hash "$new/$1")" before= here="$(hash "$WORK/$1")" how=had
  if [ -f "$delivered/$path" ]; then before="$(cat "$delivered/$path")"; fi
  if [ "$now" = "$before" ]; then return; fi
  if [ ! -e "$to" ] && [ ! -L "$to" ]; then
    if [ -n "$before" ]; then
      how=deleted
      echo "$path was deleted here and stays so"
    else
      how=new
      put "$new/$path" "$to" && echo "$path is new" || return
    fi
  elif [ "$here" = "$now" ]; then
    :
  elif [ -n "$before" ] && [ "$here" = "$before" ]; then
    how=updated
    put "$new/$path" "$to" && echo "$path is up to date" || return
  else
    how=kept
    to="$(beside "$to")"
    put "$new/$path" "$to" && echo "$path was edited here and stays so: the new one is \${to##*/}" || return
  fi
  mkdir -p "$(dirname "$delivered/$path")" && echo "$now" > "$delivered/$path"
}
`;
