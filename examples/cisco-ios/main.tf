# Access lists for Cisco IOS: terraform apply, then terraform output -raw cisco_ios.
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

output "cisco_ios" {
  value = provider::amazonconnect::render_text(data.amazonconnect_network_rules.agents.rules, "cisco_ios")
}
