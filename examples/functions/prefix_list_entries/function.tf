data "amazonconnect_network_rules" "connect" {
  regions = ["eu-central-1"]
}

locals {
  prefix_lists = provider::amazonconnect::prefix_list_entries(data.amazonconnect_network_rules.connect.rules)
}

resource "aws_ec2_managed_prefix_list" "connect" {
  for_each       = local.prefix_lists
  name           = "connect-${each.key}"
  address_family = each.value.address_family
  max_entries    = each.value.max_entries

  dynamic "entry" {
    for_each = each.value.entries
    content {
      cidr        = entry.value.cidr
      description = entry.value.description
    }
  }
}

resource "aws_vpc_security_group_egress_rule" "connect" {
  for_each          = { for key, list in local.prefix_lists : key => list if list.direction == "egress" }
  security_group_id = var.security_group_id
  ip_protocol       = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  prefix_list_id    = aws_ec2_managed_prefix_list.connect[each.key].id
}

variable "security_group_id" {
  type = string
}
