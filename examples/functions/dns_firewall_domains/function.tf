data "amazonconnect_domain_rules" "agents" {
  regions        = ["us-east-1"]
  instance_alias = "my-company"
}

resource "aws_route53_resolver_firewall_domain_list" "agents" {
  name    = "amazon-connect"
  domains = provider::amazonconnect::dns_firewall_domains(data.amazonconnect_domain_rules.agents.rules).domains
}
