data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
  firewall = "stateless"
}

resource "aws_network_acl" "agents" {
  vpc_id  = "vpc-0123456789abcdef0"
  egress  = provider::amazonconnect::network_acl_blocks(data.amazonconnect_network_rules.agents.rules, "egress", 1000)
  ingress = provider::amazonconnect::network_acl_blocks(data.amazonconnect_network_rules.agents.rules, "ingress", 1000)
}
