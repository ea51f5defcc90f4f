import { DELIVER_RULE } from './deliver-rule';

/**
 * Shell script that brings what lies at USHER_FILES (an S3 prefix) into WORK, once for each version of a file, by the rule that
 * keeps somebody's work. It knows what it delivered by the hashes in WORK/.usher/assignments. Whatever fails, it ends well: an app
 * must not fail because of files. Its image has a shell, the core utilities and the AWS CLI.
 */
export const DELIVER_FILES = `
umask 0000
new="$WORK/.usher/assignments.new"
delivered="$WORK/.usher/assignments"
mkdir -p "$new" "$delivered"
# By default a file of the same size would be passed over.
timeout 600 aws s3 sync "$USHER_FILES" "$new" --delete --exact-timestamps --no-progress --only-show-errors ||
  echo "not all files could be fetched: going on with what is here"
${DELIVER_RULE}
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
