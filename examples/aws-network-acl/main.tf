# A network ACL, every entry a resource of its own. An entry keeps its number when others come and
# go.
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
  entries = provider::amazonconnect::network_acl_entries(data.amazonconnect_network_rules.agents.rules, 1000)
}

resource "aws_network_acl" "agents" {
  vpc_id     = var.vpc_id
  subnet_ids = var.subnet_ids
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
