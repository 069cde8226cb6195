data "amazonconnect_domain_rules" "agents" {
  regions        = ["us-east-1"]
  instance_alias = "my-company"
}

# terraform output -raw squid > /etc/squid/conf.d/amazonconnect.conf
output "squid" {
  value = provider::amazonconnect::render_domains(data.amazonconnect_domain_rules.agents.rules, "squid").text
}

locals {
  zscaler = provider::amazonconnect::render_domains(data.amazonconnect_domain_rules.agents.rules, "zscaler")
}

# For `urls` of zia_url_categories.
output "zscaler" {
  value = local.zscaler.entries
}

# What no entry says, and why: name the hosts, or allow media by address.
output "zscaler_left_out" {
  value = { for rule in local.zscaler.left_out : rule.domain => rule.reason }
}

# The addresses of this deployment, beside those of another on the same FortiGate.
output "fortios" {
  value = provider::amazonconnect::render_domains(data.amazonconnect_domain_rules.agents.rules, "fortios", {
    name = "connect-virginia"
  }).text
}
