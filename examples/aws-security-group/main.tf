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

resource "aws_security_group" "agents" {
  name        = "amazon-connect-agents"
  description = "Amazon Connect agents"
  vpc_id      = var.vpc_id
  egress      = provider::amazonconnect::security_group_blocks(data.amazonconnect_network_rules.agents.rules, "egress")
}

output "security_group_id" {
  value = aws_security_group.agents.id
}
