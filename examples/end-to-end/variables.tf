variable "aws_region" {
  description = "Region of the network that the agents are in."
  type        = string
  default     = "us-east-1"
}

variable "vpc_id" {
  description = "VPC of the agents' workstations."
  type        = string
}

variable "regions" {
  description = "Region of the Amazon Connect instance; two for Global Resiliency."
  type        = set(string)
  default     = ["us-east-1"]
}

variable "sign_in" {
  description = "How agents sign in: \"saml\", or \"connect\" for users managed in Amazon Connect."
  type        = string
  default     = "saml"
}

variable "max_rules" {
  description = "So many prefixes of a family may be required; what the groups hold beyond is for what the ledger holds."
  type        = number
  default     = 270
}

variable "max_overshoot_ratio" {
  description = "For so many addresses a wanted one may be open beyond, where the rules do not fit the budget."
  type        = number
  default     = 0.02
}

variable "rules_per_group" {
  description = "Rules that one security group may hold, IPv4 and IPv6 apart: the account's quota."
  type        = number
  default     = 60
}

variable "groups" {
  description = "Security groups that share the rules: the account's quota of groups a network interface."
  type        = number
  default     = 5
}

variable "warn_days" {
  description = "So many days before new space must be allowed the check of the notices fails, if the groups do not let it through."
  type        = number
  default     = 7
}

variable "now" {
  description = "The present moment (RFC 3339), to try the check at another; null takes the time of the plan."
  type        = string
  default     = null
}
