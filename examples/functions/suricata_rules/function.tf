data "amazonconnect_network_rules" "connect" {
  regions = ["eu-central-1"]
}

# The rules stay as they are; prefixes change in the sets.
resource "aws_networkfirewall_rule_group" "connect" {
  name     = "connect"
  type     = "STATEFUL"
  capacity = 50

  rule_group {
    rule_variables {
      ip_sets {
        key = "HOME_NET"
        ip_set { definition = ["10.20.0.0/16"] }
      }
      dynamic "ip_sets" {
        for_each = provider::amazonconnect::suricata_ip_sets(data.amazonconnect_network_rules.connect.rules)
        content {
          key = ip_sets.key
          ip_set { definition = ip_sets.value }
        }
      }
    }
    rules_source {
      rules_string = provider::amazonconnect::suricata_rules(data.amazonconnect_network_rules.connect.rules)
    }
  }
}
