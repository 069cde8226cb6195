data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

locals {
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  lists = provider::amazonconnect::prefix_list_entries(data.amazonconnect_network_rules.agents.rules, {
    size  = 20
    count = 1
  }).lists
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "prefix_list", {
    groups = 1
    size   = 20
    count  = 1
  })
}

resource "aws_ec2_managed_prefix_list" "agents" {
  for_each = local.lists

  name           = "amazon-connect-${each.key}"
  address_family = each.value.address_family
  max_entries    = each.value.max_entries

  dynamic "entry" {
    for_each = each.value.entries
    content {
      cidr        = entry.value.cidr
      description = entry.value.description
    }
  }

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}
