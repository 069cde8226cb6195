data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

locals {
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  # { "egress-udp-3478-15.193.0.0/19" = { cidr = "15.193.0.0/19", from_port = 3478, … }, … }
  by_key = provider::amazonconnect::rules_by_key(data.amazonconnect_network_rules.agents.rules)
}

# Any resource that takes one prefix each; an unchanged prefix keeps its key.
resource "terraform_data" "firewall_rule" {
  for_each = local.by_key

  input = {
    name        = each.key
    destination = each.value.cidr
    port        = each.value.from_port
  }
}
