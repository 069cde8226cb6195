# The rules of a ledger in all of AWS's objects that remember them one by one: sharded security
# groups, a network ACL and prefix lists.
terraform {
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
    aws           = { source = "hashicorp/aws" }
  }
}

variable "vpc_id" { type = string }
variable "regions" { type = list(string) }
variable "services" { type = list(string) }
variable "groups" { type = number }
variable "lists" { type = number }

data "amazonconnect_network_rules" "agents" {
  regions  = var.regions
  services = var.services
  firewall = "stateless"
}

resource "amazonconnect_range_ledger" "agents" {
  rules    = data.amazonconnect_network_rules.agents.rules
  document = data.amazonconnect_network_rules.agents.document
}

locals {
  effective = amazonconnect_range_ledger.agents.effective_rules
  groups    = provider::amazonconnect::shard_rules(local.effective, 60, { count = var.groups })
  rules = merge([
    for group, rules in local.groups : {
      for key, rule in provider::amazonconnect::security_group_rules(rules) : key => merge(rule, { group = group })
    }
  ]...)
  # A network ACL holds 39 entries of a direction and family at most.
  parts = [for rule in local.effective : merge(rule, {
    cidrs = [for cidr in rule.cidrs : cidr if can(regex(local.in_acl, cidr))]
    slots = [for at, cidr in rule.cidrs : rule.slots[at] if can(regex(local.in_acl, cidr))]
  })]
  in_acl  = "^(15\\.193\\.|23\\.|63\\.|2a05:d07a:)"
  entries = provider::amazonconnect::network_acl_entries([for rule in local.parts : rule if length(rule.cidrs) > 0], 1000)
  lists   = provider::amazonconnect::prefix_list_entries(local.effective, { count = var.lists }).lists
}

resource "aws_security_group" "agents" {
  for_each    = local.groups
  name        = "agents-${each.key}"
  description = "Amazon Connect agents, part ${each.key}"
  vpc_id      = var.vpc_id
}

resource "aws_security_group_rule" "agents" {
  for_each          = local.rules
  security_group_id = aws_security_group.agents[each.value.group].id
  type              = each.value.type
  protocol          = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  cidr_blocks       = each.value.cidr_blocks
  ipv6_cidr_blocks  = each.value.ipv6_cidr_blocks
  description       = each.value.description
}

resource "aws_network_acl" "agents" {
  vpc_id = var.vpc_id
}

resource "aws_network_acl_rule" "agents" {
  for_each        = local.entries
  network_acl_id  = aws_network_acl.agents.id
  rule_number     = each.value.rule_number
  egress          = each.value.egress
  protocol        = each.value.protocol
  rule_action     = each.value.rule_action
  cidr_block      = each.value.cidr_block
  ipv6_cidr_block = each.value.ipv6_cidr_block
  from_port       = each.value.from_port
  to_port         = each.value.to_port
}

resource "aws_ec2_managed_prefix_list" "agents" {
  for_each       = local.lists
  name           = each.key
  address_family = each.value.address_family
  max_entries    = each.value.max_entries

  dynamic "entry" {
    for_each = each.value.entries
    content {
      cidr        = entry.value.cidr
      description = entry.value.description
    }
  }
}

output "coverage" {
  value = provider::amazonconnect::coverage(local.effective, aws_security_group.agents)
}
