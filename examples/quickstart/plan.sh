#!/usr/bin/env bash
# Builds the provider and plans main.tf with it, without installing anything:
# Terraform takes the binary from the build folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
cargo build --locked --manifest-path "$root/Cargo.toml" --bin terraform-provider-amazonconnect
configuration=$(mktemp)
trap 'rm -f "$configuration"' EXIT
cat > "$configuration" <<HCL
provider_installation {
  dev_overrides { "amazonconnect/amazonconnect" = "$target/debug" }
  direct {}
}
HCL
export TF_CLI_CONFIG_FILE=$configuration CHECKPOINT_DISABLE=1
"${TF_BINARY:-terraform}" -chdir="$here" plan -no-color "$@"
