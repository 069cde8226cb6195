data "amazonconnect_domain_rules" "connect" {
  regions        = ["eu-central-1"]
  instance_alias = "my-company"
}

# Serve it as an external dynamic list of URLs.
output "urls" {
  value = join("\n", provider::amazonconnect::pan_os_urls(data.amazonconnect_domain_rules.connect.rules).list)
}
