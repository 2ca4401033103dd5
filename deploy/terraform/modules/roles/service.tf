# The service: reads the index, writes feedback, run records and activations, and starts, follows and cancels runs.

locals {
  service_storage = [
    {
      # IndexReader, IndexCache, Versions, Runs: read everything of the index, nothing of jobs/.
      Sid      = "ReadIndex"
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = ["${local.bucket.index}/index/*"]
    },
    {
      # Versions, requests, records; and without it S3 answers 403 where an index is absent, which is no "no index yet".
      Sid      = "List"
      Effect   = "Allow"
      Action   = ["s3:ListBucket"]
      Resource = [local.bucket.index, local.bucket.feedback]
    },
    {
      # Activation (IndexPublisher.activate), requests, cancellations and the slot (RequestLog, RunLog, RunSlot), audit (AuditLog).
      Sid      = "WriteRecords"
      Effect   = "Allow"
      Action   = ["s3:PutObject"]
      Resource = ["${local.bucket.index}/index/current.json", "${local.bucket.index}/index/runs/*", "${local.bucket.index}/index/audit/*"]
    },
    {
      # Versions.delete: the manifest goes first, and comes back if the version was activated at the same moment.
      Sid      = "PutManifestBack"
      Effect   = "Allow"
      Action   = ["s3:PutObject"]
      Resource = ["${local.bucket.index}/index/versions/*/manifest.json"]
    },
    {
      Sid      = "DeleteVersions"
      Effect   = "Allow"
      Action   = ["s3:DeleteObject", "s3:AbortMultipartUpload"]
      Resource = ["${local.bucket.index}/index/versions/*"]
    },
    {
      # Incomplete uploads belong to a version that is deleted, or listed as incomplete.
      Sid      = "ListUploads"
      Effect   = "Allow"
      Action   = ["s3:ListBucketMultipartUploads"]
      Resource = [local.bucket.index]
    },
    {
      # FeedbackStore, its probe at start, and the counts for operators. A photo that cannot be stored takes its record back.
      Sid      = "Feedback"
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
      Resource = ["${local.bucket.feedback}/feedback/*"]
    },
  ]

  service_runs = {
    # EmrServerlessLauncher.
    emr-serverless = [
      {
        Sid      = "StartRuns"
        Effect   = "Allow"
        Action   = ["emr-serverless:StartJobRun"]
        Resource = [local.application]
      },
      {
        # A run is tagged with its id when it is started.
        Sid      = "FollowAndCancelRuns"
        Effect   = "Allow"
        Action   = ["emr-serverless:GetJobRun", "emr-serverless:CancelJobRun", "emr-serverless:GetDashboardForJobRun", "emr-serverless:TagResource"]
        Resource = ["${local.application}/jobruns/*"]
      },
      {
        # The one role that it may give to a run, and only to EMR Serverless.
        Sid       = "PassJobRole"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = ["arn:aws:iam::${var.account}:role/${local.job_role}"]
        Condition = { StringEquals = { "iam:PassedToService" = "emr-serverless.amazonaws.com" } }
      },
    ]
    # EmrStepsLauncher. A step has the role of the cluster's machines, so no role is passed.
    emr-steps = [
      {
        Sid      = "Steps"
        Effect   = "Allow"
        Action   = ["elasticmapreduce:AddJobFlowSteps", "elasticmapreduce:ListSteps", "elasticmapreduce:DescribeStep", "elasticmapreduce:CancelSteps"]
        Resource = [local.cluster]
      },
    ]
  }

  # The collector beside the service writes metrics as log events (EMF); CloudWatch makes metrics of them.
  service_metrics = [{
    Sid      = "Metrics"
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
    Resource = ["arn:aws:logs:${var.region}:${var.account}:log-group:/${var.name}/metrics:*"]
  }]

  ecs_tasks = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account }
        ArnLike      = { "aws:SourceArn" = "arn:aws:ecs:${var.region}:${var.account}:*" }
      }
    }]
  })
}

resource "aws_iam_role" "service" {
  name               = "${var.name}-service"
  description        = "The service: read the index, write feedback and records, start runs."
  assume_role_policy = local.ecs_tasks
}

resource "aws_iam_role_policy" "service" {
  name = "service"
  role = aws_iam_role.service.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.service_storage, local.service_runs[var.launcher], local.service_metrics)
  })
}

# What ECS itself needs before the service runs: the image, its secrets, a place for its log.
resource "aws_iam_role" "execution" {
  name               = "${var.name}-execution"
  description        = "ECS on behalf of the service: pull the image, read secrets, write the log."
  assume_role_policy = local.ecs_tasks
}

resource "aws_iam_role_policy" "execution" {
  name = "execution"
  role = aws_iam_role.execution.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "RegistryToken"
        Effect = "Allow"
        Action = ["ecr:GetAuthorizationToken"]
        # AWS has nothing narrower: the token is for the registry, and this action knows no resources.
        Resource = ["*"]
      },
      {
        Sid      = "Image"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [var.repository_arn]
      },
      {
        Sid    = "Secrets"
        Effect = "Allow"
        Action = ["ssm:GetParameters"]
        Resource = concat(
          [for secret in ["operator-password", "feedback-secret"] : "arn:aws:ssm:${var.region}:${var.account}:parameter/${var.name}/${secret}"],
          var.api_keys,
        )
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:${var.region}:${var.account}:log-group:/${var.name}/service:*"]
      },
    ]
  })
}
