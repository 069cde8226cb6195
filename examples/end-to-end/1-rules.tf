# From AWS's ranges to security groups that are checked, a step a file: rules, budget, ledger, groups,
# quota, coverage. With the defaults it fits AWS's default quotas: 60 rules a group, 5 groups a network
# interface. Attach all groups to the agents' interfaces.
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

# What the agents need, exactly. Every later step is held against it.
data "amazonconnect_network_rules" "agents" {
  regions = var.regions
  sign_in = var.sign_in
}
