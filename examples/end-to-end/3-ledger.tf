# What a change of AWS's or of the cover withdraws stays for two weeks: no address that is needed before
# and after is ever without a rule. And every prefix keeps its number for life.
resource "amazonconnect_range_ledger" "agents" {
  rules    = local.budgeted
  document = data.amazonconnect_network_rules.agents.document

  # Destroyed, it forgets what is held, and numbers start again.
  lifecycle {
    prevent_destroy = true
  }
}

locals {
  effective = amazonconnect_range_ledger.agents.effective_rules
}

# What is open although it is no longer required, and until when.
output "held" {
  value = [for held in amazonconnect_range_ledger.agents.held : "until ${held.drop_at}: ${join(", ", held.cidrs)}"]
}
