#!/bin/sh
# Installs the programs that tests/it/parsers.rs reads rendered text with:
# nftables and squid, and suricata, which Debian 12 has in its backports alone.
# Needs root and apt. Doing so again changes nothing.
set -eu
export DEBIAN_FRONTEND=noninteractive

apt-get update
# A service that starts would be of no use here.
if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
apt-get install -y --no-install-recommends nftables squid

command -v suricata >/dev/null && exit 0
if ! apt-get install -y --no-install-recommends suricata; then
    . /etc/os-release
    echo "deb http://deb.debian.org/debian ${VERSION_CODENAME}-backports main" \
        >/etc/apt/sources.list.d/suricata-backports.list
    apt-get update
    apt-get install -y --no-install-recommends -t "${VERSION_CODENAME}-backports" suricata
fi
