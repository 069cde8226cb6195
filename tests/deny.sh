#!/usr/bin/env bash
# Checks the dependency trees against deny.toml: licences, sources, bans, and
# advisories from a copy of RustSec's database. Installs cargo-deny where it is
# missing (about a minute).
#
# The copy is fetched from GitHub; where that is not to be reached, a clone that
# ADVISORY_DB names is taken, and without one the step says that it is left out.
# Package registries do not carry the database.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools=$PWD/target/tools
PATH=$tools/bin:$PATH
if ! command -v cargo-deny >/dev/null; then
  cargo install --quiet --locked --debug --root "$tools" cargo-deny@0.20.2 || {
    echo "skipped: cargo-deny cannot be installed here"
    [ "${CI:-}" != true ]
    exit
  }
fi

check() { # kinds
  for manifest in Cargo.toml fuzz/Cargo.toml; do
    echo "deny: $manifest: $*"
    cargo deny --manifest-path "$manifest" --config deny.toml --locked $offline check "$@"
  done
}

offline=
check licenses sources bans

if [ -n "${ADVISORY_DB:-}" ]; then
  # cargo-deny's own name of RustSec's database, below db-path of deny.toml.
  database=target/tools/advisory-db/advisory-db-3157b0e258782691
  mkdir -p "$(dirname "$database")"
  # A link would be put into a folder that is there.
  rm -rf "$database"
  ln -s "$(realpath "$ADVISORY_DB")" "$database"
  # This also takes the index of crates as it was last fetched.
  offline=--offline
elif ! GIT_TERMINAL_PROMPT=0 timeout 60 git ls-remote --quiet https://github.com/RustSec/advisory-db HEAD >/dev/null 2>&1; then
  echo "skipped: advisories, since RustSec's database is not to be reached; name a clone of it in ADVISORY_DB"
  exit 0
fi
check advisories
