variable "regions" {
  description = "Region of the Amazon Connect instance; two for Global Resiliency."
  type        = list(string)
  default     = ["eu-central-1"]
}
