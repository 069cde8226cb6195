# The domains that agents of https://my-company.my.connect.aws need.
data "amazonconnect_domain_rules" "agents" {
  regions            = ["eu-west-2"]
  instance_alias     = "my-company"
  attachments_bucket = "my-company-attachments"
  shift_hours        = 8
  break_hours        = 1
}

output "domains" {
  value = data.amazonconnect_domain_rules.agents.domains
}
