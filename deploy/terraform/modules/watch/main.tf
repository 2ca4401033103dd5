# What somebody must know: mails for alarms and failed runs, a dashboard, a budget.

resource "aws_sns_topic" "alarms" {
  # checkov:skip=CKV_AWS_26: alarms cannot be published to a topic with SNS's own key, and the messages name no users

  name = "${var.name}-alarms"
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
      },
      {
        Sid       = "FailedRuns"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:events:${var.region}:${var.account}:rule/${local.failed_run}" } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

# ---- runs

locals {
  failed_run = "${var.name}-failed-run"
}

# A run that the quality gate refused has also failed for EMR: its exit code is not 0. EMR Serverless cancels a run at its time
# limit, and a step of a cluster that ends is cancelled or interrupted; so an operator's own cancellation sends a mail too.
resource "aws_cloudwatch_event_rule" "failed_run" {
  name        = local.failed_run
  description = "A run of the indexer failed, was refused or was ended by EMR"
  event_pattern = var.application_id != null ? jsonencode({
    source        = ["aws.emr-serverless"]
    "detail-type" = ["EMR Serverless Job Run State Change"]
    detail        = { state = ["FAILED", "CANCELLED"], applicationId = [var.application_id] }
    }) : jsonencode({
    source        = ["aws.emr"]
    "detail-type" = ["EMR Step Status Change"]
    detail        = { state = ["FAILED", "INTERRUPTED", "CANCELLED"], clusterId = [var.cluster_id] }
  })
}

resource "aws_cloudwatch_event_target" "failed_run" {
  rule = aws_cloudwatch_event_rule.failed_run.name
  arn  = aws_sns_topic.alarms.arn
}

# ---- the service

locals {
  # Without a service the alarms and the dashboard are not made, and these names are not used.
  none    = { load_balancer = "-", target_group = "-", cluster = "-", service = "-", namespace = "-" }
  service = coalesce(var.service, local.none)
  targets = { LoadBalancer = local.service.load_balancer, TargetGroup = local.service.target_group }
  own     = { service = var.name }

  alarms = {
    no-index = {
      description = "No task has an index: every photo is answered 503."
      namespace   = "AWS/ApplicationELB", metric = "HealthyHostCount", dimensions = local.targets
      statistic   = "Maximum", extended = null, comparison = "LessThanThreshold", threshold = 1
      period      = 60, periods = 5, missing = "breaching"
    }
    errors = {
      description = "The service answers 5xx: 503 for lack of capacity or of an index, 500 for a fault of its own."
      namespace   = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", dimensions = local.targets
      statistic   = "Sum", extended = null, comparison = "GreaterThanThreshold", threshold = 10
      period      = 300, periods = 1, missing = "notBreaching"
    }
    load-balancer-errors = {
      description = "The load balancer answers 5xx: it reaches no task."
      namespace   = "AWS/ApplicationELB", metric = "HTTPCode_ELB_5XX_Count", dimensions = { LoadBalancer = local.targets.LoadBalancer }
      statistic   = "Sum", extended = null, comparison = "GreaterThanThreshold", threshold = 10
      period      = 300, periods = 1, missing = "notBreaching"
    }
    p99 = {
      description = "One in a hundred requests takes more than 2 s."
      namespace   = "AWS/ApplicationELB", metric = "TargetResponseTime", dimensions = local.targets
      statistic   = null, extended = "p99", comparison = "GreaterThanThreshold", threshold = 2
      period      = 300, periods = 3, missing = "notBreaching"
    }
    index-age = {
      description = "The served index is older than ${var.index_age_days} days."
      namespace   = local.service.namespace, metric = "pomona_index_age_seconds", dimensions = local.own
      statistic   = "Maximum", extended = null, comparison = "GreaterThanThreshold", threshold = var.index_age_days * 86400
      period      = 3600, periods = 1, missing = "ignore"
    }
    index-refresh = {
      description = "The index in S3 cannot be read, or the collector sends no metrics. The service answers from what it has."
      namespace   = local.service.namespace, metric = "pomona_index_refresh_failing", dimensions = local.own
      statistic   = "Maximum", extended = null, comparison = "GreaterThanOrEqualToThreshold", threshold = 1
      period      = 300, periods = 3, missing = "breaching"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = { for name, alarm in local.alarms : name => alarm if var.service != null }

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  extended_statistic  = each.value.extended
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = each.value.period
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.service == null ? 0 : 1

  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [for position, widget in local.widgets : {
      type   = "metric"
      x      = position % 2 * 12
      y      = floor(position / 2) * 6
      width  = 12
      height = 6
      properties = {
        title   = widget.title
        region  = var.region
        view    = "timeSeries"
        stat    = widget.stat
        period  = 60
        metrics = widget.metrics
      }
    }]
  })
}

locals {
  load_balancer = ["LoadBalancer", local.service.load_balancer]
  ecs           = ["ClusterName", local.service.cluster, "ServiceName", local.service.service]

  widgets = [
    { title = "Requests", stat = "Sum", metrics = [for metric in ["RequestCount", "HTTPCode_Target_4XX_Count", "HTTPCode_Target_5XX_Count"] :
    concat(["AWS/ApplicationELB", metric], local.load_balancer)] },
    { title = "Response time, seconds", stat = "p99", metrics = [
      concat(["AWS/ApplicationELB", "TargetResponseTime"], local.load_balancer),
      concat(["AWS/ApplicationELB", "TargetResponseTime"], local.load_balancer, [{ stat = "p50" }]),
    ] },
    { title = "Tasks with an index", stat = "Maximum", metrics = [
      concat(["AWS/ApplicationELB", "HealthyHostCount"], local.load_balancer, ["TargetGroup", local.service.target_group]),
    ] },
    { title = "Processor and memory, per cent", stat = "Maximum", metrics = [for metric in ["CPUUtilization", "MemoryUtilization"] :
    concat(["AWS/ECS", metric], local.ecs)] },
    { title = "Index: photos; waiting requests", stat = "Maximum", metrics = [for metric in ["pomona_index_photos", "pomona_bulkhead_waiting"] :
    [local.service.namespace, metric, "service", var.name]] },
    { title = "Index: age in seconds", stat = "Maximum", metrics = [[local.service.namespace, "pomona_index_age_seconds", "service", var.name]] },
  ]
}

# ---- money

resource "aws_budgets_budget" "month" {
  name         = var.name
  budget_type  = "COST"
  limit_amount = tostring(var.budget_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }
    content {
      notification_type          = notification.key
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = [var.alarm_email]
    }
  }
}
