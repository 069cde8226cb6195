# Lists that firewalls fetch, one for each port and address family: external dynamic lists of PAN-OS, threat feeds of
# FortiGate, network feeds of Check Point. terraform apply, then put the files into the folder of a web
# server and delete those that the index no longer lists; take them out of the firewall's rules first:
# terraform output -json files | sh publish.sh connect-frankfurt /srv/www/lists
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
