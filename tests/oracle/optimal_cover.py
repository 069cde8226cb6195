"""The least cost of covering prefixes by few prefixes: a reference.

In (stdin): a JSON list of {"prefixes": [...], "max_entries": n, "rules": bool},
each of one family. Out (stdout): for each, the fewest extra addresses of a
superset of at most 1, 2, ... n prefixes, as decimal strings (JSON numbers are
too small), null where there is none.

Works on the plain binary tree of all addresses, bit by bit: every block, wanted
in part, is either allowed as a whole or split into its halves. Any block may be
allowed, also one that is wider than what it has to hold; with "rules", none that
is too broad or overlaps what is not public. Nothing is compressed or assumed
about the shape of the costs.
"""

import ipaddress
import json
import sys
from functools import lru_cache

# What the IANA registries keep from hosts on the Internet, in our own words.
NOT_PUBLIC = {
    4: """0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
        192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3""",
    6: "::/3 4000::/2 8000::/1 2001::/23 2001:db8::/32 2002::/16 3fff::/20",
}
SHORTEST = {4: 8, 6: 20}


def may_be_a_rule(path, depth, bits, version):
    network = ipaddress.IPv4Network if version == 4 else ipaddress.IPv6Network
    block = network((path << (bits - depth), depth))
    others = (ipaddress.ip_network(text) for text in NOT_PUBLIC[version].split())
    return depth >= SHORTEST[version] and not any(block.overlaps(other) for other in others)


def costs(prefixes, max_entries, rules=False):
    networks = [ipaddress.ip_network(text) for text in prefixes]
    bits = networks[0].max_prefixlen
    wanted = frozenset((int(net.network_address) >> (bits - net.prefixlen), net.prefixlen) for net in networks)

    # How many addresses of each block are wanted: every ancestor adds up.
    size_below = {}
    for path, depth in wanted:
        size = 1 << (bits - depth)
        for up in range(depth + 1):
            block = (path >> up, depth - up)
            size_below[block] = size_below.get(block, 0) + size

    @lru_cache(maxsize=None)
    def best(block):
        """{entries: fewest extra addresses with exactly so many entries}"""
        count = size_below.get(block, 0)
        if count == 0:
            return {0: 0}
        if block in wanted:
            return {1: 0}
        path, depth = block
        permitted = not rules or may_be_a_rule(path, depth, bits, networks[0].version)
        table = {1: (1 << (bits - depth)) - count} if permitted else {}
        lower, upper = best((path << 1, depth + 1)), best((path << 1 | 1, depth + 1))
        for i, a in lower.items():
            for j, b in upper.items():
                if i + j <= max_entries:
                    cost = a + b
                    if cost < table.get(i + j, cost + 1):
                        table[i + j] = cost
        return table

    table = best((0, 0))
    least, out = None, []
    for entries in range(1, max_entries + 1):
        cost = table.get(entries)
        if cost is not None and (least is None or cost < least):
            least = cost
        out.append(None if least is None else str(least))
    return out


json.dump([costs(**case) for case in json.load(sys.stdin)], sys.stdout)
