data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
  firewall = "stateless"
}

locals {
  rules   = data.amazonconnect_network_rules.agents.rules
  numbers = { last_rule_number = 19999 }
  quota   = provider::amazonconnect::quota_check(local.rules, "network_acl")
}

resource "aws_network_acl" "agents" {
  vpc_id  = "vpc-0123456789abcdef0"
  egress  = provider::amazonconnect::network_acl_blocks(local.rules, "egress", 1000, local.numbers)
  ingress = provider::amazonconnect::network_acl_blocks(local.rules, "ingress", 1000, local.numbers)

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}
