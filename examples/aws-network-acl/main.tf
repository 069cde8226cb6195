# A network ACL, every entry a resource of its own. An entry keeps its number when others come and
# go. No plan shows an entry that somebody adds beside these, a deny of everything at number 1
# included: see aws-network-acl-inline for an ACL that is wholly Terraform's.
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

# A network ACL does not know replies: it needs the return rules too, and can narrow them by neither
# source port nor TCP flags. Let a security group, which knows replies, stand behind it.
data "amazonconnect_network_rules" "agents" {
  regions   = var.regions
  services  = var.services
  firewall  = "stateless"
  client_os = var.client_os
}

locals {
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  # Numbers 1000 to 19999: denies of your own stand behind them, from 20000 on.
  entries = provider::amazonconnect::network_acl_entries(data.amazonconnect_network_rules.agents.rules, 1000, {
    last_rule_number = 19999
  })
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "network_acl", {
    quota = var.entries_quota
  })
}

resource "aws_network_acl" "agents" {
  vpc_id     = var.vpc_id
  subnet_ids = var.subnet_ids

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
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
