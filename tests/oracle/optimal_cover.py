"""The least cost of covering prefixes by few prefixes: a reference.

In (stdin): a JSON list of {"prefixes": [...], "max_entries": n}, each of one
family. Out (stdout): for each, the fewest extra addresses of a superset of at
most 1, 2, ... n prefixes, as decimal strings (JSON numbers are too small).

Works on the plain binary tree of all addresses, bit by bit: every block, wanted
in part, is either allowed as a whole or split into its halves. Any block may be
allowed, also one that is wider than what it has to hold. Nothing is compressed
or assumed about the shape of the costs.
"""

import ipaddress
import json
import sys
from functools import lru_cache


def costs(prefixes, max_entries):
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
        table = {1: (1 << (bits - depth)) - count}
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
        out.append(str(least))
    return out


json.dump([costs(case["prefixes"], case["max_entries"]) for case in json.load(sys.stdin)], sys.stdout)
