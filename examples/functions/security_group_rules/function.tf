data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

locals {
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  rules = provider::amazonconnect::security_group_rules(data.amazonconnect_network_rules.agents.rules)
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "security_group", { groups = 1 })
}

# One resource a rule; an unchanged rule is never touched.
resource "aws_vpc_security_group_egress_rule" "agents" {
  for_each = { for key, rule in local.rules : key => rule if rule.type == "egress" }

  security_group_id = "sg-0123456789abcdef0"
  ip_protocol       = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  cidr_ipv4         = each.value.cidr_ipv4
  cidr_ipv6         = each.value.cidr_ipv6
  description       = each.value.description

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}
