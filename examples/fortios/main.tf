# Configuration for FortiOS: terraform apply, then terraform output -raw fortios.
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

output "fortios" {
  value = provider::amazonconnect::render_text(data.amazonconnect_network_rules.agents.rules, "fortios")
}
