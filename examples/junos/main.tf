# Set commands for Junos: terraform apply, then terraform output -raw junos.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}

provider "amazonconnect" {}

data "amazonconnect_network_rules" "agents" {
  regions  = var.regions
  services = var.services
}

output "junos" {
  value = provider::amazonconnect::render_text(data.amazonconnect_network_rules.agents.rules, "junos")
}
