terraform {
  required_providers {
    amazonconnect = {
      source = "amazonconnect/amazonconnect"
    }
  }
}

# Every argument is optional. By default the ranges are read from AWS.
provider "amazonconnect" {
  request_timeout = "20s"
}
