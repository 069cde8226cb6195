data "amazonconnect_domain_rules" "connect" {
  regions        = ["eu-central-1"]
  instance_alias = "my-company"
}

# In squid.conf: include /etc/squid/amazonconnect.conf
#                http_access allow localnet amazonconnect
output "squid" {
  value = provider::amazonconnect::squid_acls(data.amazonconnect_domain_rules.connect.rules).text
}
