data "amazonconnect_network_rules" "connect" {
  regions = ["eu-central-1"]
}

# A new prefix adds one rule and touches no other.
resource "aws_vpc_security_group_egress_rule" "connect" {
  for_each          = provider::amazonconnect::security_group_rules(data.amazonconnect_network_rules.connect.rules)
  security_group_id = var.security_group_id
  ip_protocol       = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  cidr_ipv4         = each.value.cidr_ipv4
  cidr_ipv6         = each.value.cidr_ipv6
  description       = each.value.description
}

variable "security_group_id" {
  type = string
}
