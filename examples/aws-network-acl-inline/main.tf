# A network ACL with its entries inline. A change of AWS's ranges changes the ACL in place, and a plan
# shows every entry that somebody else added.
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
  rules = data.amazonconnect_network_rules.agents.rules
  # Numbers 1000 to 19999: denies of your own stand behind them, from 20000 on.
  numbers = { last_rule_number = 19999 }
  quota   = provider::amazonconnect::quota_check(local.rules, "network_acl", { quota = var.entries_quota })
}

resource "aws_network_acl" "agents" {
  vpc_id     = var.vpc_id
  subnet_ids = var.subnet_ids
  egress     = provider::amazonconnect::network_acl_blocks(local.rules, "egress", 1000, local.numbers)
  ingress    = provider::amazonconnect::network_acl_blocks(local.rules, "ingress", 1000, local.numbers)

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}
