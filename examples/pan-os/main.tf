# Set commands for PAN-OS: terraform apply, then terraform output -raw pan_os.
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

output "pan_os" {
  value = provider::amazonconnect::render_text(data.amazonconnect_network_rules.agents.rules, "pan_os")
}
