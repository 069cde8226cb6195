#!/bin/sh
# Writes the files that feed gives, read from standard input, into a folder, and deletes those of this name that the
# index no longer lists: sh publish.sh NAME FOLDER. Needs jq.
set -eu
name=$1 folder=$2
files=$(cat)
listed=$(printf '%s' "$files" | jq -r --arg index "$name-index.json" '.[$index] // empty | fromjson | .files[].file')
# Without an index there is nothing to go by, so every file stays.
[ -n "$listed" ] || { echo "there is no $name-index.json in the input: nothing was published" >&2; exit 1; }
cd "$folder"
# Renamed when it is whole, so that no firewall fetches half a list.
printf '%s' "$files" | jq -r 'to_entries[] | @sh "printf %s \(.value) > \(.key + ".new"); mv \(.key + ".new") \(.key)"' | sh -e
for file in "$name"-egress-*.txt "$name"-ingress-*.txt; do
  printf '%s\n' "$listed" | grep -qxF -e "$file" || rm -f -- "$file"
done
