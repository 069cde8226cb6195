data "amazonconnect_network_rules" "connect" {
  regions = ["eu-central-1"]
  # Few enough prefixes for a network ACL.
  firewall = "stateless"
  services = ["AMAZON_CONNECT"]
}

resource "aws_network_acl" "agents" {
  vpc_id  = var.vpc_id
  egress  = provider::amazonconnect::network_acl_blocks(data.amazonconnect_network_rules.connect.rules, "egress", 1000)
  ingress = provider::amazonconnect::network_acl_blocks(data.amazonconnect_network_rules.connect.rules, "ingress", 1000)
}

variable "vpc_id" {
  type = string
}
