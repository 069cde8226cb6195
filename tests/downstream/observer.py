"""Somebody who looks at EC2 between any two calls that change what it permits.

`moments` has one entry for each such call, in order: which object it changed, and
which lines came to it and went from it, as the object was found before and after.
A line is traffic and prefix, `egress-tcp-443-192.0.2.0/24`; of a prefix list the
description and the prefix; of a network ACL with the number of its entry behind `#`.
`everything_open` asks EC2's API for the same lines of all objects.
"""

import functools
import inspect
import threading

from moto.ec2.models.managed_prefixes import ManagedPrefixListBackend
from moto.ec2.models.network_acls import NetworkAclBackend
from moto.ec2.models.security_groups import SecurityGroupBackend

PROTOCOLS = {"6": "tcp", "17": "udp"}
moments = []
lock = threading.RLock()


def line(is_egress, protocol, first, last, prefix):
    ports = f"{first}" if str(first) == str(last) else f"{first}-{last}"
    return f"{'egress' if is_egress else 'ingress'}-{PROTOCOLS.get(protocol, protocol)}-{ports}-{prefix}"


def is_true(value):
    return str(value).lower() == "true"


def group(backend, group_name_or_id, vpc_id=None, **_):
    found = backend.get_security_group_by_name_or_id(group_name_or_id, vpc_id)
    ranges = [(rule, rule.ip_range.get("CidrIp") or rule.ip_range.get("CidrIpv6")) for rule in found.egress_rules if rule.ip_range]
    return found.id, {line(True, rule.ip_protocol, rule.from_port, rule.to_port, prefix) for rule, prefix in ranges}


def network_acl(backend, network_acl_id, **_):
    def entry(of):
        traffic = line(is_true(of.egress), of.protocol, of.port_range_from, of.port_range_to, of.cidr_block or of.ipv6_cidr_block)
        return f"{traffic}#{of.rule_number}"

    entries = backend.get_network_acl(network_acl_id).network_acl_entries
    return network_acl_id, {entry(of) for of in entries if of.rule_action == "allow"}


def prefix_list(backend, prefix_list_id, **_):
    found = backend.managed_prefix_lists[prefix_list_id]
    return prefix_list_id, {f"{entry['Description']}-{entry['Cidr']}" for entry in found.entries.get(found.version) or []}


def watch(backend_class, operation, look):
    """Have `look` look at the object before and after each call of the operation."""
    original = getattr(backend_class, operation)
    signature = inspect.signature(original)

    @functools.wraps(original)
    def watched(backend, *arguments, **named):
        bound = signature.bind(backend, *arguments, **named).arguments
        asked = {name: value for name, value in bound.items() if name != "self"}
        with lock:
            _, before = look(backend, **asked)
            answer = original(backend, *arguments, **named)
            changed, after = look(backend, **asked)
            moments.append(
                {"operation": operation, "object": changed, "came": sorted(after - before), "went": sorted(before - after)}
            )
            return answer

    setattr(backend_class, operation, watched)


for name in ("authorize_security_group_egress", "revoke_security_group_egress"):
    watch(SecurityGroupBackend, name, group)
for name in ("create_network_acl_entry", "delete_network_acl_entry"):
    watch(NetworkAclBackend, name, network_acl)
watch(ManagedPrefixListBackend, "modify_managed_prefix_list", prefix_list)


def everything_open(client):
    """The lines of every object, by its id, as EC2's API tells them."""
    found = {}
    for of in client.describe_security_groups()["SecurityGroups"]:
        lines = found.setdefault(of["GroupId"], [])
        for rule in of["IpPermissionsEgress"]:
            prefixes = [each["CidrIp"] for each in rule["IpRanges"]] + [each["CidrIpv6"] for each in rule["Ipv6Ranges"]]
            lines += [line(True, rule["IpProtocol"], rule.get("FromPort"), rule.get("ToPort"), prefix) for prefix in prefixes]
    for of in client.describe_network_acls()["NetworkAcls"]:
        lines = found.setdefault(of["NetworkAclId"], [])
        for entry in of["Entries"]:
            if entry["RuleAction"] == "allow":
                ports = entry.get("PortRange", {})
                prefix = entry.get("CidrBlock") or entry.get("Ipv6CidrBlock")
                traffic = line(entry["Egress"], entry["Protocol"], ports.get("From"), ports.get("To"), prefix)
                lines.append(f"{traffic}#{entry['RuleNumber']}")
    for of in client.describe_managed_prefix_lists()["PrefixLists"]:
        if of["OwnerId"] != "AWS":
            entries = client.get_managed_prefix_list_entries(PrefixListId=of["PrefixListId"])["Entries"]
            found[of["PrefixListId"]] = [f"{entry['Description']}-{entry['Cidr']}" for entry in entries]
    return found
