# ["10.0.0.0/23", "2600:f0f2:7100::/40"]
output "merged" {
  value = provider::amazonconnect::cidr_merge(["10.0.0.0/24", "10.0.1.0/24", "10.0.1.128/25", "2600:f0f2:7100::/40"])
}
