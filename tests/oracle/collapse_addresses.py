"""Merges prefixes with Python's own ipaddress module.

In (stdin): a JSON list of lists of prefixes, each list of one family.
Out (stdout): the same lists, collapsed.
"""

import ipaddress
import json
import sys

lists = json.load(sys.stdin)
collapsed = [[str(net) for net in ipaddress.collapse_addresses(map(ipaddress.ip_network, one))] for one in lists]
json.dump(collapsed, sys.stdout)
