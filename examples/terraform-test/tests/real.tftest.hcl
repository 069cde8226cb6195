# The real provider, with the ranges that it brings: no network, no cloud.
provider "amazonconnect" {
  bundled_ip_ranges = true
}

run "media_has_its_port" {
  command = plan

  assert {
    condition     = length(output.media) > 0
    error_message = "There is no media rule."
  }
  assert {
    condition     = alltrue([for rule in values(output.media) : rule.from_port == 3478 && rule.to_port == 3478])
    error_message = "A media rule has another port than 3478."
  }
}
