# Sets and chains for nftables: terraform apply, then terraform output -raw nftables > amazon-connect.nft.
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

output "nftables" {
  value = provider::amazonconnect::render_text(data.amazonconnect_network_rules.agents.rules, "nftables", { name = var.name })
}
