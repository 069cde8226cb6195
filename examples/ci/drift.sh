#!/usr/bin/env bash
# Reviews drift: plans ./network, writes review.md and notices.svg into the folder
# that is given (or this one), and tells by its exit code what has to be done:
#
#   0  nothing: what is applied is what is needed
#   2  the plan changes something: open a pull request with review.md
#   3  a check failed: something new must be allowed soon, or by now
#   1  an error; nothing is known
#
# Needs terraform (or tofu in TF_BINARY) and jq.
set -euo pipefail
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
failed=$(jq -r '[.checks[]? | select(.status == "fail" or .status == "error") | .instances[]?.problems[]?.message] | join("\n")' network/drift.json)

# The review compares with what was applied last, if anything was.
rm -f review/applied.json
applied=$("$terraform" -chdir=network output -json)
if jq -e 'has("rules")' >/dev/null <<<"$applied"; then
  jq '.rules.value' <<<"$applied" >review/applied.json
fi
"$terraform" -chdir=review apply -input=false -no-color -auto-approve >/dev/null
"$terraform" -chdir=review output -raw review >"$out/review.md"
"$terraform" -chdir=review output -raw timeline >"$out/notices.svg"

if [ -n "$failed" ]; then
  printf 'A check failed:\n%s\n' "$failed"
  exit 3
fi
exit "$code"
