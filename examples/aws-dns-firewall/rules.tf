# What makes an allow-list of the domain list. firewall_domain_redirection_action needs a
# hashicorp/aws newer than June 2024.
resource "aws_route53_resolver_firewall_domain_list" "all" {
  name    = "all-names"
  domains = ["*."]
}

resource "aws_route53_resolver_firewall_rule_group" "agents" {
  name = "amazon-connect-agents"
}

resource "aws_route53_resolver_firewall_rule" "connect" {
  name                    = "amazon-connect"
  action                  = "ALLOW"
  priority                = 100
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.agents.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.connect.id

  # AWS's names are aliases (CNAME) of others. By default each name of such a chain must be on the
  # list, which holds the first alone: without this, agents resolve nothing.
  firewall_domain_redirection_action = "TRUST_REDIRECTION_DOMAIN"
}

# Without it the rule above allows what was allowed anyway. With it every other name that the VPC
# needs must be on a list of its own.
resource "aws_route53_resolver_firewall_rule" "rest" {
  name                    = "all-else"
  action                  = "BLOCK"
  block_response          = "NODATA"
  priority                = 200
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.agents.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.all.id
}

# Without it the rules are in force nowhere. Rule groups of a VPC are asked from the lowest priority up.
resource "aws_route53_resolver_firewall_rule_group_association" "agents" {
  name                   = "amazon-connect-agents"
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.agents.id
  vpc_id                 = var.vpc_id
  priority               = 200

  # Not before both rules are there: the VPC would be open, or without names.
  depends_on = [aws_route53_resolver_firewall_rule.connect, aws_route53_resolver_firewall_rule.rest]
}
