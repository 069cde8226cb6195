data "amazonconnect_network_rules" "connect" {
  regions = ["eu-central-1"]
}

resource "aws_security_group" "agents" {
  name   = "agents"
  vpc_id = var.vpc_id
  egress = provider::amazonconnect::security_group_blocks(data.amazonconnect_network_rules.connect.rules, "egress")
}

variable "vpc_id" {
  type = string
}
