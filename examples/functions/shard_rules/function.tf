data "amazonconnect_network_rules" "connect" {
  regions = ["eu-central-1"]
}

# As many security groups as the quota of 60 rules needs.
resource "aws_security_group" "agents" {
  for_each = provider::amazonconnect::shard_rules(data.amazonconnect_network_rules.connect.rules, 60)
  name     = "agents-${each.key}"
  vpc_id   = var.vpc_id
  egress   = provider::amazonconnect::security_group_blocks(each.value, "egress")
}

variable "vpc_id" {
  type = string
}
