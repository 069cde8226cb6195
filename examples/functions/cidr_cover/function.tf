# Three prefixes into two rules: { cidrs = ["10.0.0.0/23", "10.9.0.0/24"], extra_addresses = 128, overshoot_ratio = 0.2 }
output "covered" {
  value = provider::amazonconnect::cidr_cover(["10.0.0.0/24", "10.0.1.0/25", "10.9.0.0/24"], 2, 0.25)
}
