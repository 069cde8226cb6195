data "amazonconnect_domain_rules" "agents" {
  regions        = ["us-east-1"]
  instance_alias = "my-company"
}

resource "aws_route53_resolver_firewall_domain_list" "agents" {
  name    = "amazon-connect"
  domains = provider::amazonconnect::dns_firewall_domains(data.amazonconnect_domain_rules.agents.rules).domains
}

resource "aws_route53_resolver_firewall_rule_group" "agents" {
  name = "amazon-connect-agents"
}

# A later rule must block all else: examples/aws-dns-firewall.
resource "aws_route53_resolver_firewall_rule" "agents" {
  name                    = "amazon-connect"
  action                  = "ALLOW"
  priority                = 100
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.agents.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.agents.id

  # The names are aliases of others, which by default must all be on the list.
  firewall_domain_redirection_action = "TRUST_REDIRECTION_DOMAIN"
}
