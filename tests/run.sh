#!/usr/bin/env bash
# The whole gate: what must pass before a change lands.
# With CI=true nothing may be skipped for want of a program or of the real documents.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Each step says when it begins, so that the log tells what the time goes to.
step() { printf '\n== %d s: %s\n' "$SECONDS" "$*"; "$@"; }

step bash tests/install.sh
step bash tests/toolchain.sh
step bash tests/deny.sh
step cargo fmt --all --check
step cargo clippy --workspace --all-targets --locked -- -D warnings
RUSTDOCFLAGS='-D warnings' step cargo doc --workspace --no-deps --locked
step cargo xtask docs --check
step cargo test --doc --workspace --locked
if cargo nextest --version >/dev/null 2>&1; then
  step cargo nextest run --workspace --locked --no-fail-fast
else
  step cargo test --workspace --lib --bins --examples --tests --locked --no-fail-fast
fi
step bash tests/fuzz.sh 3
printf '\n== %d s: all passed\n' "$SECONDS"
