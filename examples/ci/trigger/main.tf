# AWS publishes its ranges about three times a day and says so on an SNS topic. Each message starts a run of
# the pipeline here: topic, subscription, a function of Lambda, and one repository_dispatch event of GitHub.
#
# It costs about 1,100 runs of the pipeline a year, most of which find nothing new, and the secret's monthly
# price; that many calls of Lambda are next to nothing. A schedule is needed besides: dates become due without
# any message, a message may be lost, and it may come before the document has reached every edge of the network
# that serves it. With a daily schedule the topic wins a day of the thirty that AWS gives, so it is optional.
#
# The workflow's part:
#   on:
#     schedule: [{ cron: "17 5 * * *" }]
#     repository_dispatch: { types: [aws-ip-ranges-changed] }
terraform {
  required_version = ">= 1.8"
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

# The topic's own Region: no other one knows it.
provider "aws" {
  region = "us-east-1"
}

locals {
  # https://docs.aws.amazon.com/vpc/latest/userguide/subscribe-notifications.html, read 2026-11-24.
  topic = "arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged"
}

resource "aws_sns_topic_subscription" "ip_ranges" {
  topic_arn = local.topic
  protocol  = "lambda"
  endpoint  = aws_cloudformation_stack.start_pipeline.outputs["FunctionArn"]

  # Before SNS may call the function, messages are lost.
  depends_on = [aws_lambda_permission.ip_ranges]
}

resource "aws_lambda_permission" "ip_ranges" {
  statement_id  = "AmazonIpSpaceChanged"
  action        = "lambda:InvokeFunction"
  function_name = aws_cloudformation_stack.start_pipeline.outputs["FunctionArn"]
  principal     = "sns.amazonaws.com"
  source_arn    = local.topic
}

# CloudFormation takes a function's source as it stands, where aws_lambda_function wants a zip that somebody
# must build. It deletes the function when the stack goes.
resource "aws_cloudformation_stack" "start_pipeline" {
  name = var.name
  template_body = jsonencode({
    Resources = {
      Function = {
        Type = "AWS::Lambda::Function"
        Properties = {
          FunctionName = var.name
          Description  = "Starts the pipeline that reviews AWS's new IP ranges."
          Runtime      = "python3.13"
          Handler      = "index.handler"
          Timeout      = 30
          Role         = aws_iam_role.start_pipeline.arn
          Code         = { ZipFile = file("${path.module}/start_pipeline.py") }
          Environment = {
            Variables = {
              GITHUB_API_URL   = var.github_api_url
              REPOSITORY       = var.repository
              TOKEN_SECRET_ARN = var.token_secret_arn
            }
          }
        }
      }
    }
    Outputs = {
      FunctionArn = { Value = { "Fn::GetAtt" = ["Function", "Arn"] } }
    }
  })

  # The function reads the secret at its first call.
  depends_on = [aws_iam_role_policy.start_pipeline]
}

resource "aws_iam_role" "start_pipeline" {
  name = var.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "start_pipeline" {
  name = "start-pipeline"
  role = aws_iam_role.start_pipeline.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = var.token_secret_arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:aws:logs:us-east-1:*:log-group:/aws/lambda/${var.name}*"
      },
    ]
  })
}
