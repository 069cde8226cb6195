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

  # In a pipeline nobody reads warnings: these fail a plan.
  warnings_as_errors = ["never_published", "global_fallback"]
}
