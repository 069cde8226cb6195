# One security group with its rules inline. A change of AWS's ranges changes the group in place.
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
  rules = data.amazonconnect_network_rules.agents.rules
  quota = provider::amazonconnect::quota_check(local.rules, "security_group", { quota = var.rules_per_group, groups = 1 })
}

resource "aws_security_group" "agents" {
  name        = "amazon-connect-agents"
  description = "Amazon Connect agents"
  vpc_id      = var.vpc_id
  egress      = provider::amazonconnect::security_group_blocks(local.rules, "egress")
  # Agents open every connection themselves. Said here, so that a plan shows what somebody else lets in.
  ingress = []

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}

output "security_group_id" {
  value = aws_security_group.agents.id
}
