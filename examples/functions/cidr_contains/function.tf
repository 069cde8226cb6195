# true: the two halves cover the whole.
output "covered" {
  value = provider::amazonconnect::cidr_contains(["10.0.0.0/24", "10.0.1.0/24"], ["10.0.0.0/23"])
}
