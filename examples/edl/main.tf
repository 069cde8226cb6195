# Lists that firewalls fetch, one for each port and address family: external dynamic lists of PAN-OS, threat feeds of
# FortiGate, network feeds of Check Point. terraform apply, then put the files on a web server:
# terraform output -json files | jq -r 'to_entries[] | @sh "printf %s \(.value) > \(.key)"' | sh
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

output "files" {
  value = provider::amazonconnect::feed(data.amazonconnect_network_rules.agents.rules, var.name)
}
