"""AWS Network Firewall and Route 53 Resolver DNS Firewall, in memory.

moto has neither rule groups nor domain lists. This stands in for them: it keeps
what it is given, hands out update tokens, and refuses what AWS documents as
refused (capacity, names, priorities, sids, wildcards, batch sizes). It does not
parse Suricata's language: the tests give such text to Suricata itself.

In:  (service, operation, request) of the AWS JSON protocol.
Out: the response, or `Refused`.
"""

import ipaddress
import re
import uuid

ACCOUNT = "123456789012"
REGION = "eu-central-1"

# Quotas and limits, from AWS's API reference and user guide, read 2026-11-22.
MAX_CAPACITY = 30_000
MAX_RULE_LENGTH = 8_192  # of one Suricata rule, with its variables expanded
MAX_DOMAINS_PER_UPDATE = 1_000
DEFAULT_ORDER = "DEFAULT_ACTION_ORDER"
STATEFUL_DEFAULT_ACTIONS = {"aws:drop_strict", "aws:drop_established", "aws:alert_strict", "aws:alert_established"}
STATELESS_ACTIONS = {"aws:pass", "aws:drop", "aws:forward_to_sfe"}
NAME = re.compile(r"[a-zA-Z0-9-]{1,128}")
VARIABLE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")


class Refused(Exception):
    """An error answer of the API: its code and its text."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
        self.text = text


def invalid(text):
    return Refused("InvalidRequestException", text)


class Cloud:
    """All rule groups, policies and domain lists of one account and region."""

    def __init__(self):
        self.network_firewall = NetworkFirewall()
        self.dns_firewall = DnsFirewall()

    def call(self, service, operation, request):
        """Answer one request of the service named in `X-Amz-Target`."""
        handler = self.network_firewall if service.startswith("NetworkFirewall") else self.dns_firewall
        return handler.call(operation, request)


class NetworkFirewall:
    """Rule groups and firewall policies."""

    def __init__(self):
        self.stored = {}  # by ARN

    def call(self, operation, request):
        if operation == "ListTagsForResource":
            return {"Tags": self._by_arn(request["ResourceArn"])["response"]["Tags"]}
        if operation in ("TagResource", "UntagResource"):
            return {}
        verb = re.match(r"(Create|Describe|Update|Delete)(RuleGroup|FirewallPolicy)$", operation)
        if not verb:
            raise Refused("UnknownOperationException", operation)
        action, kind = verb.groups()
        return getattr(self, "_" + action.lower())(kind, request)

    def _create(self, kind, request):
        name = request[kind + "Name"]
        if not NAME.fullmatch(name):
            raise invalid(f"{kind}Name {name!r} does not match {NAME.pattern}")
        arn = f"arn:aws:network-firewall:{REGION}:{ACCOUNT}:{self._resource_type(kind, request)}/{name}"
        if arn in self.stored:
            raise invalid("A resource with the specified name already exists.")
        response = {
            kind + "Arn": arn,
            kind + "Name": name,
            kind + "Id": str(uuid.uuid4()),
            kind + "Status": "ACTIVE",
            "Tags": request.get("Tags") or [],
        }
        if kind == "RuleGroup":
            if not 1 <= request["Capacity"] <= MAX_CAPACITY:
                raise invalid(f"Capacity {request['Capacity']} is not between 1 and {MAX_CAPACITY}")
            response |= {"Type": request["Type"], "Capacity": request["Capacity"]}
        item = {"kind": kind, "response": response}
        self._fill(item, request)
        self.stored[arn] = item
        return self._answer(item)

    def _describe(self, kind, request):
        item = self._find(kind, request)
        return self._answer(item) | {kind: item["content"]}

    def _update(self, kind, request):
        item = self._find(kind, request)
        if request.get("UpdateToken") != item["token"]:
            raise Refused("InvalidTokenException", "The update token is not the current one.")
        self._fill(item, request)
        return self._answer(item)

    def _delete(self, kind, request):
        item = self._find(kind, request)
        arn = item["response"][kind + "Arn"]
        if kind == "RuleGroup" and any(arn in str(other.get("content")) for other in self.stored.values()):
            raise Refused("InvalidOperationException", f"{arn} is still referenced by a firewall policy.")
        del self.stored[arn]
        return {kind + "Response": item["response"] | {kind + "Status": "DELETING"}}

    def _fill(self, item, request):
        """Check the content and put it in; nothing changes when it is refused."""
        kind = item["kind"]
        if kind == "FirewallPolicy":
            content = request["FirewallPolicy"]
            for reference in content.get("StatelessRuleGroupReferences", []):
                self._by_arn(reference["ResourceArn"])
            groups = [self._by_arn(reference["ResourceArn"]) for reference in content.get("StatefulRuleGroupReferences", [])]
            check_policy(content, [rule_order(group["content"], "StatefulRuleOptions") for group in groups])
        else:
            content = request.get("RuleGroup") or {"RulesSource": {"RulesString": request["Rules"]}}
            needed = check_rule_group(content)
            capacity = item["response"]["Capacity"]
            if needed > capacity:
                raise invalid(f"the rules need a capacity of {needed}, the group has {capacity}")
        item["content"] = content
        item["token"] = str(uuid.uuid4())
        item["response"].pop("Description", None)
        if request.get("Description"):
            item["response"]["Description"] = request["Description"]

    def _answer(self, item):
        return {"UpdateToken": item["token"], item["kind"] + "Response": item["response"]}

    def _by_arn(self, arn):
        if arn not in self.stored:
            raise Refused("ResourceNotFoundException", f"{arn} does not exist.")
        return self.stored[arn]

    def _find(self, kind, request):
        if request.get(kind + "Arn"):
            return self._by_arn(request[kind + "Arn"])
        for item in self.stored.values():
            if item["kind"] == kind and item["response"][kind + "Name"] == request.get(kind + "Name"):
                return item
        raise Refused("ResourceNotFoundException", f"{kind} {request.get(kind + 'Name')!r} does not exist.")

    @staticmethod
    def _resource_type(kind, request):
        return "firewall-policy" if kind == "FirewallPolicy" else request["Type"].lower() + "-rulegroup"


def rule_order(content, options):
    """The order in which rules are evaluated: by action unless something else is said."""
    return (content.get(options) or {}).get("RuleOrder") or DEFAULT_ORDER


def check_policy(policy, orders_of_groups):
    """Refuse what does not fit the policy's order, as
    https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
    and the API reference of FirewallPolicy say, read 2026-11-24."""
    order = rule_order(policy, "StatefulEngineOptions")
    if any(other != order for other in orders_of_groups):
        raise invalid(f"a rule group's order is not the policy's {order}")
    actions = policy.get("StatefulDefaultActions") or []
    if not set(actions) <= STATEFUL_DEFAULT_ACTIONS or {"aws:drop_strict", "aws:drop_established"} <= set(actions):
        raise invalid(f"stateful default actions {actions}")
    if actions and order == DEFAULT_ORDER:
        raise invalid("stateful default actions are for a policy in strict order")
    priorities = [reference.get("Priority") for reference in policy.get("StatefulRuleGroupReferences", [])]
    if order != DEFAULT_ORDER and (None in priorities or len(set(priorities)) != len(priorities)):
        raise invalid("in strict order each stateful rule group needs a priority of its own")
    for name in ("StatelessDefaultActions", "StatelessFragmentDefaultActions"):
        if len(STATELESS_ACTIONS & set(policy[name])) != 1:
            raise invalid(f"{name} needs exactly one of {sorted(STATELESS_ACTIONS)}")


def check_rule_group(group):
    """The capacity that a rule group needs, as AWS counts it; refuses what AWS refuses."""
    variables = check_variables(group.get("RuleVariables") or {})
    source = group["RulesSource"]
    if source.get("StatelessRulesAndCustomActions"):
        return check_stateless(source["StatelessRulesAndCustomActions"]["StatelessRules"])
    if source.get("RulesString"):
        return check_suricata(source["RulesString"], variables)
    if source.get("RulesSourceList"):
        return check_domain_list(source["RulesSourceList"])
    return check_tuples(source["StatefulRules"])


def check_variables(rule_variables):
    """The length that each variable expands to."""
    lengths = {}
    for name, ip_set in (rule_variables.get("IPSets") or {}).items():
        if not VARIABLE.fullmatch(name):
            raise invalid(f"IP set name {name!r} does not match {VARIABLE.pattern}")
        for prefix in ip_set["Definition"]:
            ipaddress.ip_network(prefix)
        if len(set(ip_set["Definition"])) != len(ip_set["Definition"]):
            raise invalid(f"IP set {name} repeats a prefix")
        lengths[name] = len("[" + ",".join(ip_set["Definition"]) + "]")
    for name, port_set in (rule_variables.get("PortSets") or {}).items():
        lengths[name] = len("[" + ",".join(port_set["Definition"]) + "]")
    return lengths


def check_stateless(rules):
    priorities = [rule["Priority"] for rule in rules]
    if len(set(priorities)) != len(priorities):
        raise invalid("two stateless rules have the same priority")
    if not all(1 <= priority <= 65_535 for priority in priorities):
        raise invalid("a stateless rule's priority is not between 1 and 65535")
    capacity = 0
    for rule in rules:
        match = rule["RuleDefinition"]["MatchAttributes"]
        for side in ("Sources", "Destinations"):
            for address in match.get(side) or []:
                ipaddress.ip_network(address["AddressDefinition"])
        for flags in match.get("TCPFlags") or []:
            if match.get("Protocols") != [6] or not set(flags["Flags"]) <= set(flags["Masks"]):
                raise invalid("TCP flags are for protocol 6 alone, and every one that is set must be among the masks")
        product = 1
        for criterion in ("Protocols", "Sources", "SourcePorts", "Destinations", "DestinationPorts", "TCPFlags"):
            product *= max(1, len(match.get(criterion) or []))
        capacity += product
    return capacity


def check_suricata(text, variables):
    rules = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    sids = [re.search(r"\bsid:\s*(\d+)\s*;", rule) for rule in rules]
    if None in sids:
        raise invalid("a Suricata rule has no sid")
    if len({sid.group(1) for sid in sids}) != len(sids):
        raise invalid("two Suricata rules have the same sid")
    for rule in rules:
        length = len(rule)
        for name in re.findall(r"\$([A-Za-z][A-Za-z0-9_]*)", rule):
            if name not in variables and name not in ("HOME_NET", "EXTERNAL_NET"):
                raise invalid(f"the variable ${name} is not defined")
            length += variables.get(name, 0)
        if length > MAX_RULE_LENGTH:
            raise invalid(f"a Suricata rule has {length} characters with its variables, more than {MAX_RULE_LENGTH}")
    return len(rules)


def check_tuples(rules):
    sids = []
    for rule in rules:
        header = rule["Header"]
        for side in ("Source", "Destination"):
            if header[side] != "ANY":
                ipaddress.ip_network(header[side])
        for option in rule["RuleOptions"]:
            if option["Keyword"].startswith("sid"):
                sids.append((option.get("Settings") or [option["Keyword"].partition(":")[2]])[0])
    if len(sids) != len(rules) or len(set(sids)) != len(sids):
        raise invalid("each stateful rule needs a sid of its own")
    return len(rules)


def check_domain_list(source):
    for target in source["Targets"]:
        if not re.fullmatch(r"\.?([a-z0-9_-]+\.)+[a-z0-9-]+", target):
            raise invalid(f"target {target!r} is neither a name nor a name with a leading dot")
    types = len(source["TargetTypes"])
    return len(source["Targets"]) * types + types


class DnsFirewall:
    """Domain lists, rule groups, their rules and their VPCs, of Route 53 Resolver DNS Firewall."""

    def __init__(self):
        self.lists = {}  # by id
        self.groups = {}  # by id
        self.associations = {}  # by id

    def call(self, operation, request):
        if operation.endswith(("ssociateFirewallRuleGroup", "FirewallRuleGroupAssociation")):
            return self._call_association(operation, request)
        if operation == "CreateFirewallDomainList":
            return self._create(request)
        if operation == "ListTagsForResource":
            return {"Tags": []}
        if operation == "CreateFirewallRuleGroup":
            return self._create_group(request)
        if "FirewallRule" in operation:
            group = self.groups.get(request["FirewallRuleGroupId"])
            if group is None:
                raise Refused("ResourceNotFoundException", "The rule group does not exist.")
            return self._call_group(group, operation, request)
        found = self.lists.get(request.get("FirewallDomainListId"))
        if found is None:
            raise Refused("ResourceNotFoundException", "The domain list does not exist.")
        if operation == "GetFirewallDomainList":
            return {"FirewallDomainList": found["summary"]}
        if operation == "ListFirewallDomains":
            return {"Domains": found["domains"]}
        if operation == "UpdateFirewallDomains":
            return self._update(found, request)
        if operation == "DeleteFirewallDomainList":
            del self.lists[found["summary"]["Id"]]
            return {"FirewallDomainList": found["summary"] | {"Status": "DELETING"}}
        raise Refused("UnknownOperationException", operation)

    def _create(self, request):
        name = "rslvr-fdl-" + uuid.uuid4().hex[:16]
        summary = {
            "Id": name,
            "Arn": f"arn:aws:route53resolver:{REGION}:{ACCOUNT}:firewall-domain-list/{name}",
            "Name": request["Name"],
            "DomainCount": 0,
            "Status": "COMPLETE",
            "CreatorRequestId": request["CreatorRequestId"],
        }
        self.lists[name] = {"summary": summary, "domains": []}
        return {"FirewallDomainList": summary}

    def _create_group(self, request):
        name = "rslvr-frg-" + uuid.uuid4().hex[:16]
        summary = {
            "Id": name,
            "Arn": f"arn:aws:route53resolver:{REGION}:{ACCOUNT}:firewall-rule-group/{name}",
            "Name": request["Name"],
            "RuleCount": 0,
            "Status": "COMPLETE",
            "OwnerId": ACCOUNT,
            "ShareStatus": "NOT_SHARED",
            "CreatorRequestId": request["CreatorRequestId"],
        }
        self.groups[name] = {"summary": summary, "rules": {}}
        return {"FirewallRuleGroup": summary}

    def _call_group(self, group, operation, request):
        rules, rule = group["rules"], request.get("FirewallDomainListId")
        if operation == "GetFirewallRuleGroup":
            return {"FirewallRuleGroup": group["summary"]}
        if operation == "ListFirewallRules":
            return {"FirewallRules": list(rules.values())}
        if operation == "CreateFirewallRule":
            if rule not in self.lists or rule in rules:
                raise Refused("ValidationException", "the domain list does not exist, or has a rule in this group")
            if request["Priority"] in {known["Priority"] for known in rules.values()}:
                raise Refused("ValidationException", "the priority is taken")
            # What the service takes where a rule does not say: every name of a chain must be listed.
            rules[rule] = {"FirewallDomainRedirectionAction": "INSPECT_REDIRECTION_DOMAIN"} | request
            return {"FirewallRule": rules[rule]}
        if operation == "DeleteFirewallRule":
            return {"FirewallRule": rules.pop(rule)}
        if operation == "DeleteFirewallRuleGroup":
            name = group["summary"]["Id"]
            if rules or any(known["FirewallRuleGroupId"] == name for known in self.associations.values()):
                raise Refused("ConflictException", "the rule group holds rules, or a VPC has it")
            return {"FirewallRuleGroup": self.groups.pop(name)["summary"]}
        raise Refused("UnknownOperationException", operation)

    def _call_association(self, operation, request):
        if operation == "AssociateFirewallRuleGroup":
            return {"FirewallRuleGroupAssociation": self._associate(request)}
        name = request["FirewallRuleGroupAssociationId"]
        if name not in self.associations:
            raise Refused("ResourceNotFoundException", "The association does not exist.")
        if operation == "GetFirewallRuleGroupAssociation":
            return {"FirewallRuleGroupAssociation": self.associations[name]}
        if operation == "DisassociateFirewallRuleGroup":
            return {"FirewallRuleGroupAssociation": self.associations.pop(name) | {"Status": "DELETING"}}
        raise Refused("UnknownOperationException", operation)

    def _associate(self, request):
        if request["FirewallRuleGroupId"] not in self.groups:
            raise Refused("ResourceNotFoundException", "The rule group does not exist.")
        # The API reference of AssociateFirewallRuleGroup, read 2026-11-24.
        if not 100 < request["Priority"] < 9_900:
            raise Refused("ValidationException", f"the priority {request['Priority']} is not between 100 and 9900")
        taken = {known["Priority"] for known in self.associations.values() if known["VpcId"] == request["VpcId"]}
        if request["Priority"] in taken:
            raise Refused("ValidationException", "the VPC has a rule group of this priority")
        name = "rslvr-frgassoc-" + uuid.uuid4().hex[:16]
        self.associations[name] = {
            "Id": name,
            "Arn": f"arn:aws:route53resolver:{REGION}:{ACCOUNT}:firewall-rule-group-association/{name}",
            "MutationProtection": "DISABLED",
            "Status": "COMPLETE",
        } | request
        return self.associations[name]

    def _update(self, found, request):
        if len(request["Domains"]) > MAX_DOMAINS_PER_UPDATE:
            raise Refused("ValidationException", f"more than {MAX_DOMAINS_PER_UPDATE} domains in one request")
        given = []
        for domain in request["Domains"]:
            if not re.fullmatch(r"\*\.?|(\*\.)?([A-Za-z0-9_-]+\.)+[A-Za-z0-9-]+\.?", domain):
                raise Refused("ValidationException", f"domain {domain!r} is no name, with '*.' before it at most, nor '*'")
            # The service keeps and answers names with the root's dot.
            given.append(domain.rstrip(".") + ".")
        kept = found["domains"]
        found["domains"] = {
            "ADD": sorted(set(kept) | set(given)),
            "REMOVE": sorted(set(kept) - set(given)),
            "REPLACE": sorted(set(given)),
        }[request["Operation"]]
        found["summary"]["DomainCount"] = len(found["domains"])
        return {key: found["summary"][key] for key in ("Id", "Name", "Status")}
