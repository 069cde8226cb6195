data "amazonconnect_domain_rules" "agents" {
  regions        = ["us-east-1"]
  instance_alias = "my-company"
}

# terraform output -raw squid > /etc/squid/conf.d/amazonconnect.conf
output "squid" {
  value = provider::amazonconnect::squid_acls(data.amazonconnect_domain_rules.agents.rules).text
}
