data "amazonconnect_domain_rules" "connect" {
  regions        = ["eu-central-1"]
  instance_alias = "my-company"
}

locals {
  domains = provider::amazonconnect::suricata_domains(data.amazonconnect_domain_rules.connect.rules)
}

resource "aws_networkfirewall_rule_group" "domains" {
  name     = "connect-domains"
  type     = "STATEFUL"
  capacity = 200 # More than local.domains.capacity: it cannot change later.

  rule_group {
    rule_variables {
      ip_sets {
        key = "HOME_NET"
        ip_set { definition = ["10.20.0.0/16"] }
      }
    }
    rules_source {
      rules_string = local.domains.rules_string
    }
  }
}
