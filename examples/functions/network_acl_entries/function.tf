data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
  firewall = "stateless"
}

locals {
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  entries = provider::amazonconnect::network_acl_entries(data.amazonconnect_network_rules.agents.rules, 1000, {
    last_rule_number = 19999
  })
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "network_acl")
}

resource "aws_network_acl_rule" "agents" {
  for_each = local.entries

  network_acl_id  = "acl-0123456789abcdef0"
  rule_number     = each.value.rule_number
  egress          = each.value.egress
  protocol        = each.value.protocol
  rule_action     = each.value.rule_action
  cidr_block      = each.value.cidr_block
  ipv6_cidr_block = each.value.ipv6_cidr_block
  from_port       = each.value.from_port
  to_port         = each.value.to_port

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}
