# 512: the /25 lies inside the /24.
output "addresses" {
  value = provider::amazonconnect::cidr_address_count(["10.0.0.0/24", "10.0.0.0/25", "10.0.1.0/24"])
}

# 2^128, as text: Terraform 1.8.5 rounds so great a number in its state.
output "all_of_ipv6" {
  value = tostring(provider::amazonconnect::cidr_address_count(["::/0"]))
}
