variable "regions" {
  description = "Region of the Amazon Connect instance; two for Global Resiliency."
  type        = list(string)
  default     = ["eu-central-1"]
}

variable "services" {
  description = "Services to allow by prefix. Media cannot go through a proxy; leave the rest to one, or name it here."
  type        = list(string)
  default     = ["AMAZON_CONNECT"]
}

variable "name" {
  description = "What the names of all files start with."
  type        = string
  default     = "connect-frankfurt"
}
