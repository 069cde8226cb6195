#!/usr/bin/env bash
# Approval is a committed file: approved/dev.json, approved/stage.json, approved/prod.json.
# Needs git, jq and terraform (or tofu in TF_BINARY), and `init` of ./watch and ./environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
terraform=${TF_BINARY:-terraform}

usage() {
  cat >&2 <<'USAGE'
# Exit code 2: approved/dev.json and review.md are new. Commit the file, open a pull request with the text.
bash approval.sh renew

# Once it is merged, dev has it. plan: exit code 0 without changes, 2 with some; apply applies that plan.
bash approval.sh plan dev
bash approval.sh apply dev

# The others follow, each by a pull request of its own: stage takes the file of dev, prod that of stage.
bash approval.sh follow stage dev
bash approval.sh follow prod stage

# Back to the file of an older commit; `git revert` of the newer one does the same.
bash approval.sh roll-back prod HEAD~1
USAGE
  exit 1
}

renew() {
  "$terraform" -chdir=watch apply -input=false -no-color -auto-approve
  mkdir -p approved
  "$terraform" -chdir=watch output -json approved | jq . >approved/latest.new
  if cmp -s approved/latest.new approved/dev.json; then
    rm approved/latest.new
    exit 0
  fi
  "$terraform" -chdir=watch output -raw review >review.md
  mv approved/latest.new approved/dev.json
  exit 2
}

plan() {
  local name=$1
  shift
  "$terraform" -chdir=environment workspace select -no-color -or-create "$name"
  "$terraform" -chdir=environment plan -input=false -no-color -detailed-exitcode -out="$name.tfplan" \
    -var="approved=../approved/$name.json" "$@"
}

apply() {
  "$terraform" -chdir=environment workspace select -no-color "$1"
  "$terraform" -chdir=environment apply -input=false -no-color "$1.tfplan"
}

case "${1-} $#" in
"renew 1") renew ;;
"plan "[2-9]*) plan "${@:2}" ;;
"apply 2") apply "$2" ;;
"follow 3") cp "approved/$3.json" "approved/$2.json" ;;
"roll-back 3") git checkout "$3" -- "approved/$2.json" ;;
*) usage ;;
esac
