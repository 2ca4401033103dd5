# Alarms, the mail about failed runs, the budget.

mock_provider "aws" {
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-3:123456789012:pomona-alarms" }
  }
}

variables {
  name           = "pomona"
  region         = "eu-west-3"
  account        = "123456789012"
  alarm_email    = "ops@example.org"
  budget_usd     = 150
  index_age_days = 90
  application_id = "00fabcdefghijk09"
  cluster_id     = null
  service = {
    load_balancer = "app/pomona/1"
    target_group  = "targetgroup/pomona/1"
    cluster       = "pomona"
    service       = "pomona"
    namespace     = "pomona/service"
  }
}

run "alarms" {
  command = apply
  module {
    source = "./modules/watch"
  }

  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.this)) == toset(["no-index", "errors", "load-balancer-errors", "p99", "index-age", "index-refresh"])
    error_message = "5xx, p99, no index, age of the index, refresh."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_actions == toset(["arn:aws:sns:eu-west-3:123456789012:pomona-alarms"])])
    error_message = "Each alarm sends a mail."
  }

  # Silence is a reason to look where a value is always expected.
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["no-index"].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.this["index-refresh"].treat_missing_data == "breaching"
    error_message = "No task and no metrics are alarms."
  }

  assert {
    condition     = aws_sns_topic_subscription.mail.endpoint == "ops@example.org"
    error_message = "Alarms go to the address that was given."
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.failed_run.event_pattern) == {
      source        = ["aws.emr-serverless"]
      "detail-type" = ["EMR Serverless Job Run State Change"]
      detail        = { state = ["FAILED", "CANCELLED"], applicationId = ["00fabcdefghijk09"] }
    }
    error_message = "Runs of this application that failed or reached their time limit send a mail."
  }

  assert {
    condition = alltrue([for statement in jsondecode(aws_sns_topic_policy.alarms.policy).Statement :
    statement.Action == "sns:Publish" && length(statement.Condition) > 0 && !contains(values(statement.Principal), "*")])
    error_message = "Nobody but this account's alarms and this rule publishes."
  }
}

run "steps_without_service" {
  command = apply
  module {
    source = "./modules/watch"
  }
  variables {
    application_id = null
    cluster_id     = "j-ABCDEFGHIJKLM"
    service        = null
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.this) == 0 && length(aws_cloudwatch_dashboard.this) == 0
    error_message = "No alarms of a service that is not there."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.failed_run.event_pattern).detail == { state = ["FAILED", "INTERRUPTED", "CANCELLED"], clusterId = ["j-ABCDEFGHIJKLM"] }
    error_message = "Steps of this cluster that failed, or ended with it, send a mail."
  }
}

run "budget" {
  command = apply
  module {
    source = "./modules/watch"
  }

  assert {
    condition     = aws_budgets_budget.month.limit_amount == "150" && aws_budgets_budget.month.time_unit == "MONTHLY"
    error_message = "A budget a month."
  }

  assert {
    condition     = length(aws_budgets_budget.month.notification) == 2 && alltrue([for notification in aws_budgets_budget.month.notification : notification.subscriber_email_addresses == toset(["ops@example.org"])])
    error_message = "Warned by mail, before and when it is spent."
  }
}
