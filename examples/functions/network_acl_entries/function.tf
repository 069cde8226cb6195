data "amazonconnect_network_rules" "connect" {
  regions = ["eu-central-1"]
  # Few enough prefixes for a network ACL.
  firewall = "stateless"
  services = ["AMAZON_CONNECT"]
}

resource "aws_network_acl_rule" "connect" {
  for_each        = provider::amazonconnect::network_acl_entries(data.amazonconnect_network_rules.connect.rules, 1000)
  network_acl_id  = var.network_acl_id
  rule_number     = each.value.rule_number
  egress          = each.value.egress
  protocol        = each.value.protocol
  rule_action     = each.value.rule_action
  cidr_block      = each.value.cidr_block
  ipv6_cidr_block = each.value.ipv6_cidr_block
  from_port       = each.value.from_port
  to_port         = each.value.to_port
}

variable "network_acl_id" {
  type = string
}
