#!/usr/bin/env bash
# The compiler is the one that the code is written and linted with. A version in
# rust-toolchain.toml would make rustup download it, and fail where only `stable`
# is there, though that be the very same: hence `stable` there, and the pin here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
pinned=1.95.0

found=$(rustc --version | cut -d ' ' -f 2)
[ "$found" = "$pinned" ] && { echo "rustc $found"; exit 0; }
echo "rustc is $found, the code is written for $pinned: rustup toolchain install $pinned, then RUSTUP_TOOLCHAIN=$pinned" >&2
# Another one may lint otherwise; where all must be the same, it may not.
[ "${CI:-}" != true ]
