# Every rule a resource of its own, over a fixed number of security groups. A change of AWS's ranges
# adds and removes the rules that changed; no other ever moves to another group. Attach all groups to
# the agents' interfaces.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
    aws           = { source = "hashicorp/aws" }
  }
}

provider "amazonconnect" {}

provider "aws" {
  region = var.aws_region
}

data "amazonconnect_network_rules" "agents" {
  regions  = var.regions
  services = var.services
}

locals {
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  groups = provider::amazonconnect::shard_rules(data.amazonconnect_network_rules.agents.rules, var.rules_per_group, {
    count = var.groups
  })
  rules = merge([
    for group, rules in local.groups : {
      for key, rule in provider::amazonconnect::security_group_rules(rules) : key => merge(rule, { group = group })
    }
  ]...)
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "security_group", {
    quota  = var.rules_per_group
    groups = var.groups
  })
}

resource "aws_security_group" "agents" {
  for_each    = local.groups
  name        = "amazon-connect-agents-${each.key}"
  description = "Amazon Connect agents, part ${each.key}"
  vpc_id      = var.vpc_id

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}

resource "aws_vpc_security_group_egress_rule" "agents" {
  for_each          = local.rules
  security_group_id = aws_security_group.agents[each.value.group].id
  ip_protocol       = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  cidr_ipv4         = each.value.cidr_ipv4
  cidr_ipv6         = each.value.cidr_ipv6
  description       = each.value.description
}

output "security_group_ids" {
  value = [for group in aws_security_group.agents : group.id]
}
