#!/usr/bin/env bash
# Runs each fuzz target on libFuzzer's inputs: `tests/fuzz.sh [seconds a target]`,
# from the seeds on. What breaks one goes to fuzz/artifacts; keep it in
# fuzz/regressions/<target>, where the tests find it.
#
# Needs a nightly toolchain; without one it says so, and the same targets run on
# proptest's inputs in the tests. Installs cargo-fuzz where it is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-3}

nightly=$(rustup toolchain list 2>/dev/null | grep -o '^nightly[^ ]*' | head -n 1 || true)
if [ -z "$nightly" ]; then
  echo "skipped: no nightly Rust toolchain, which libFuzzer needs; the tests run the same targets on proptest's inputs"
  exit 0
fi
tools=$PWD/target/tools
PATH=$tools/bin:$PATH
command -v cargo-fuzz >/dev/null || cargo install --quiet --locked --debug --root "$tools" cargo-fuzz@0.13.2
# The locked versions, which the provider's own lock file has as well.
cargo "+$nightly" fuzz build --dev --sanitizer none harness
host=$(rustc "+$nightly" -vV | sed -n 's/^host: //p')
harness=${CARGO_TARGET_DIR:-fuzz/target}/$host/debug/harness
for target in $(sed -n 's/^    ("\([a-z_]*\)", [a-z_]*),$/\1/p' fuzz/src/harness.rs); do
  mkdir -p "fuzz/corpus/$target" "fuzz/artifacts/$target"
  echo "fuzz: $target for $seconds s"
  log=fuzz/artifacts/$target.log
  FUZZ_TARGET=$target "$harness" "fuzz/corpus/$target" "fuzz/seeds/$target" -max_total_time="$seconds" \
    -timeout=20 -rss_limit_mb=2048 -artifact_prefix="fuzz/artifacts/$target/" >"$log" 2>&1 || { tail -n 60 "$log"; exit 1; }
  grep -E '^(Done|#[0-9]+.DONE)' "$log" || true
done
