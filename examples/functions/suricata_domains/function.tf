data "amazonconnect_domain_rules" "agents" {
  regions        = ["us-east-1"]
  instance_alias = "my-company"
}

output "rules_string" {
  value = provider::amazonconnect::suricata_domains(data.amazonconnect_domain_rules.agents.rules).rules_string
}
