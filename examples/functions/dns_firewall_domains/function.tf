data "amazonconnect_domain_rules" "connect" {
  regions        = ["eu-central-1"]
  instance_alias = "my-company"
}

resource "aws_route53_resolver_firewall_domain_list" "connect" {
  name    = "connect"
  domains = provider::amazonconnect::dns_firewall_domains(data.amazonconnect_domain_rules.connect.rules).domains
}
