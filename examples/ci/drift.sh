#!/usr/bin/env bash
# Reviews drift: plans ./network, writes review.md and notices.svg into the folder
# that is given (or that of this script), and tells by its exit code what has to be done:
#
#   0  nothing: what is applied is what is needed
#   2  the plan changes something, as it does before the first apply whatever is due:
#      open a pull request with review.md
#   3  a check did not pass: what is new at AWS and not applied must be allowed soon,
#      or by now; or what is required and not applied has no open notice, as a Region
#      or feature that is asked for anew; the plan may change something too, and then
#      says so
#   1  an error; nothing is known
#
# Needs terraform (or tofu in TF_BINARY) and jq.
set -Eeuo pipefail
# Whatever fails, with whatever code: 2 and 3 have their meanings.
trap 'exit 1' ERR
terraform=${TF_BINARY:-terraform}
here=$(dirname "${BASH_SOURCE[0]}")
out=${1:-$here}
mkdir -p "$out"
# Of the folder that this is called from, so before it goes into its own.
out=$(CDPATH='' cd -- "$out" && pwd)
cd "$here"

# 0: no change, 2: changes, 1: an error.
code=0
"$terraform" -chdir=network plan -input=false -no-color -detailed-exitcode -out=drift.tfplan || code=$?
if [ "$code" != 0 ] && [ "$code" != 2 ]; then
  exit 1
fi
"$terraform" -chdir=network show -json drift.tfplan >network/drift.json

# What was applied last, if anything was, and what would be.
jq '{
  applied: ([.resource_changes[] | select(.address == "terraform_data.applied")] | first // error("no terraform_data.applied") | .change.before.input // []),
  planned: (.planned_values.outputs | map_values(.value))
}' network/drift.json >review/network.json
"$terraform" -chdir=review apply -input=false -no-color -auto-approve >/dev/null
"$terraform" -chdir=review output -raw review >"$out/review.md"
"$terraform" -chdir=review output -raw timeline >"$out/notices.svg"

# A failed check is a warning, so it is read from what is shown: that of the review, and any of yours.
# One whose outcome is not known counts: nobody can say that nothing is due.
"$terraform" -chdir=review show -json >review/review.json
failed=$(jq -rs '[.[].checks // [] | .[] | select(.status != "pass") | ([.instances[]?.problems[]?.message] | .[]), "\(.address.to_display): \(.status)"] | join("\n")' network/drift.json review/review.json)
if [ -n "$failed" ]; then
  printf 'A check failed:\n%s\n' "$failed"
  if [ "$code" = 2 ]; then
    printf 'The plan changes something too: see review.md.\n'
  fi
  exit 3
fi
exit "$code"
