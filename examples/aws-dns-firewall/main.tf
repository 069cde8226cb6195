# A domain list for Route 53 Resolver DNS Firewall; rules.tf has the VPC's resolver answer for it and
# for nothing else. Names that the target cannot express are an output.
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

data "amazonconnect_domain_rules" "agents" {
  regions        = var.regions
  instance_alias = var.instance_alias
  sign_in        = var.sign_in
}

locals {
  list = provider::amazonconnect::dns_firewall_domains(data.amazonconnect_domain_rules.agents.rules)
}

resource "aws_route53_resolver_firewall_domain_list" "connect" {
  name    = "amazon-connect"
  domains = local.list.domains
}

output "left_out" {
  value = local.list.left_out
}
