# Managed prefix lists, as many of them for each port range and address family as var.lists says, and
# a security group that refers to them. A list weighs its max_entries in every rule that names it. A
# change of AWS's ranges changes entries and nothing else: no list comes, goes or changes its size.
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
  lists = provider::amazonconnect::prefix_list_entries(data.amazonconnect_network_rules.agents.rules, {
    size  = var.list_size
    count = var.lists
  }).lists
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "prefix_list", {
    quota  = var.rules_per_group
    groups = 1
    size   = var.list_size
    count  = var.lists
  })
}

resource "aws_ec2_managed_prefix_list" "connect" {
  for_each       = local.lists
  name           = "amazon-connect-${each.key}"
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

resource "aws_security_group" "agents" {
  name        = "amazon-connect-agents"
  description = "Amazon Connect agents"
  vpc_id      = var.vpc_id

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}

resource "aws_security_group_rule" "agents" {
  for_each          = { for key, list in local.lists : key => list if list.direction == "egress" }
  security_group_id = aws_security_group.agents.id
  type              = each.value.direction
  protocol          = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  prefix_list_ids   = [aws_ec2_managed_prefix_list.connect[each.key].id]
}

output "prefix_list_ids" {
  value = { for key, list in aws_ec2_managed_prefix_list.connect : key => list.id }
}
