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

for manifest in Cargo.toml fuzz/Cargo.toml; do
  echo "deny: $manifest"
  cargo deny --manifest-path "$manifest" --config deny.toml --locked check licenses sources bans
done

database=target/tools/advisory-db
if [ -n "${ADVISORY_DB:-}" ]; then
  mkdir -p "$database"
  ln -sfn "$ADVISORY_DB" "$database/advisory-db-3157b0e258782691"
elif ! GIT_TERMINAL_PROMPT=0 timeout 60 git ls-remote --quiet https://github.com/RustSec/advisory-db HEAD >/dev/null 2>&1; then
  echo "skipped: advisories, since RustSec's database is not to be reached; name a clone of it in ADVISORY_DB"
  exit 0
fi
cargo deny --locked check ${ADVISORY_DB:+--disable-fetch} advisories
