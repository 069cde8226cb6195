data "amazonconnect_domain_rules" "agents" {
  regions        = ["us-east-1"]
  instance_alias = "my-company"
}

# Entries of a custom URL category.
output "urls" {
  value = provider::amazonconnect::pan_os_urls(data.amazonconnect_domain_rules.agents.rules).list
}
