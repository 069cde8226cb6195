#!/usr/bin/env bash
# Reviews drift: plans ./network, writes review.md and notices.svg into the folder
# that is given (or this one), and tells by its exit code what has to be done:
#
#   0  nothing: what is applied is what is needed
#   2  the plan changes something: open a pull request with review.md
#   3  a check did not pass: something new must be allowed soon, or by now; the plan
#      may change something too, and then says so
#   1  an error; nothing is known
#
# Needs terraform (or tofu in TF_BINARY) and jq.
set -Eeuo pipefail
# Whatever fails, with whatever code: 2 and 3 have their meanings.
trap 'exit 1' ERR
cd "$(dirname "${BASH_SOURCE[0]}")"
terraform=${TF_BINARY:-terraform}
out=${1:-.}
mkdir -p "$out"

# 0: no change, 2: changes, 1: an error. A failed check is a warning, so it is read from the plan.
code=0
"$terraform" -chdir=network plan -input=false -no-color -detailed-exitcode -out=drift.tfplan || code=$?
if [ "$code" != 0 ] && [ "$code" != 2 ]; then
  exit 1
fi
"$terraform" -chdir=network show -json drift.tfplan >network/drift.json
# One whose outcome is not known counts: nobody can say that nothing is due.
failed=$(jq -r '[.checks // [] | .[] | select(.status != "pass") | ([.instances[]?.problems[]?.message] | .[]), "\(.address.to_display): \(.status)"] | join("\n")' network/drift.json)

# The review compares with what was applied last, if anything was.
rm -f review/applied.json
applied=$("$terraform" -chdir=network output -json)
has_rules=$(jq 'has("rules")' <<<"$applied")
if [ "$has_rules" = true ]; then
  jq '.rules.value' <<<"$applied" >review/applied.json
fi
"$terraform" -chdir=review apply -input=false -no-color -auto-approve >/dev/null
"$terraform" -chdir=review output -raw review >"$out/review.md"
"$terraform" -chdir=review output -raw timeline >"$out/notices.svg"

if [ -n "$failed" ]; then
  printf 'A check failed:\n%s\n' "$failed"
  if [ "$code" = 2 ]; then
    printf 'The plan changes something too: see review.md.\n'
  fi
  exit 3
fi
exit "$code"
