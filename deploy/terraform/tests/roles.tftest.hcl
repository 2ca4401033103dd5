# Rights of the programs: nothing but what the code calls, and nothing on `*` but where AWS has nothing narrower.

mock_provider "aws" {}

variables {
  name           = "pomona"
  account        = "123456789012"
  region         = "eu-west-3"
  launcher       = "emr-serverless"
  application_id = "00fabcdefghijk09"
  cluster_id     = null
  repository_arn = "arn:aws:ecr:eu-west-3:123456789012:repository/pomona-service"
  api_keys       = ["arn:aws:ssm:eu-west-3:123456789012:parameter/pomona/kiosk"]
  buckets        = { photos = "b-photos", index = "b-index", feedback = "b-feedback", logs = "b-logs" }
}

run "serverless" {
  command = apply
  module {
    source = "./modules/roles"
  }

  assert {
    condition = flatten([for policy in [aws_iam_role_policy.job, aws_iam_role_policy.service, aws_iam_role_policy.execution] : [
      for statement in jsondecode(policy.policy).Statement : statement.Action if contains(statement.Resource, "*")
    ]]) == ["ecr:GetAuthorizationToken"]
    error_message = "Only the token of the registry is for all resources."
  }

  assert {
    condition = alltrue(flatten([for policy in [aws_iam_role_policy.job, aws_iam_role_policy.service, aws_iam_role_policy.execution] : [
      for statement in jsondecode(policy.policy).Statement : [for action in statement.Action : statement.Effect == "Allow" && !strcontains(action, "*")]
    ]]))
    error_message = "Actions are named one by one."
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.service.policy).Statement : { to = statement.Resource, by = statement.Condition.StringEquals }
      if contains(statement.Action, "iam:PassRole")] == [{
        to = ["arn:aws:iam::123456789012:role/pomona-job"]
        by = { "iam:PassedToService" = "emr-serverless.amazonaws.com" }
    }]
    error_message = "The service passes exactly one role, and to EMR Serverless alone."
  }

  assert {
    condition     = aws_iam_role.job.name == "pomona-job"
    error_message = "The role that is passed is the job's."
  }

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_role_policy.service.policy).Statement : statement.Resource
      if length([for action in statement.Action : action if startswith(action, "emr-serverless:")]) > 0])) == toset([
      "arn:aws:emr-serverless:eu-west-3:123456789012:/applications/00fabcdefghijk09",
      "arn:aws:emr-serverless:eu-west-3:123456789012:/applications/00fabcdefghijk09/jobruns/*",
    ])
    error_message = "Runs of its own application only."
  }

  # As EmrServerlessLauncher calls.
  assert {
    condition = toset([for action in flatten([for statement in jsondecode(aws_iam_role_policy.service.policy).Statement : statement.Action]) : action
      if startswith(action, "emr-serverless:")]) == toset([
      "emr-serverless:StartJobRun", "emr-serverless:GetJobRun", "emr-serverless:CancelJobRun",
      "emr-serverless:GetDashboardForJobRun", "emr-serverless:TagResource",
    ])
    error_message = "The calls of the launcher, and no others."
  }

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_role_policy.service.policy).Statement : statement.Resource
      if contains(statement.Action, "s3:PutObject")])) == toset([
      "arn:aws:s3:::b-index/index/current.json", "arn:aws:s3:::b-index/index/runs/*", "arn:aws:s3:::b-index/index/audit/*",
      "arn:aws:s3:::b-index/index/versions/*/manifest.json", "arn:aws:s3:::b-feedback/feedback/*",
    ])
    error_message = "The service writes feedback, run records, activations and the audit log; not photos, tables or the job jar."
  }

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_role_policy.service.policy).Statement : statement.Resource
      if contains(statement.Action, "s3:DeleteObject")])) == toset([
      "arn:aws:s3:::b-index/index/versions/*", "arn:aws:s3:::b-feedback/feedback/*",
    ])
    error_message = "The service deletes versions and feedback, and no records."
  }

  assert {
    condition = flatten([for statement in jsondecode(aws_iam_role_policy.job.policy).Statement : statement.Resource
    if contains(statement.Action, "s3:DeleteObject")]) == ["arn:aws:s3:::b-index/index/versions/*"]
    error_message = "The job deletes versions, and no records."
  }

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_role_policy.job.policy).Statement : statement.Resource
      if contains(statement.Action, "s3:PutObject") || contains(statement.Action, "s3:DeleteObject")])) == toset([
      "arn:aws:s3:::b-index/index/current.json", "arn:aws:s3:::b-index/index/runs/*", "arn:aws:s3:::b-index/index/versions/*",
      "arn:aws:s3:::b-logs/emr/*",
    ])
    error_message = "The job writes the index and its logs; not photos, feedback, the audit log or its own jar."
  }

  assert {
    condition = jsondecode(aws_iam_role.job.assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "emr-serverless.amazonaws.com" }
      Condition = { StringEquals = {
        "aws:SourceAccount" = "123456789012"
        "aws:SourceArn"     = "arn:aws:emr-serverless:eu-west-3:123456789012:/applications/00fabcdefghijk09"
      } }
    }]
    error_message = "Only this application has the job's role."
  }

  assert {
    condition = alltrue([for role in [aws_iam_role.service, aws_iam_role.execution] : alltrue([
      for statement in jsondecode(role.assume_role_policy).Statement :
      statement.Principal == { Service = "ecs-tasks.amazonaws.com" } && statement.Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    ])])
    error_message = "Only tasks of this account have the service's roles."
  }

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement.Resource
      if contains(statement.Action, "ssm:GetParameters")])) == toset([
      "arn:aws:ssm:eu-west-3:123456789012:parameter/pomona/operator-password",
      "arn:aws:ssm:eu-west-3:123456789012:parameter/pomona/feedback-secret",
      "arn:aws:ssm:eu-west-3:123456789012:parameter/pomona/kiosk",
    ])
    error_message = "ECS reads the service's own secrets only."
  }

  assert {
    condition     = length(aws_iam_role.cluster) == 0 && length(aws_iam_instance_profile.job) == 0
    error_message = "Nothing of a cluster."
  }
}

run "steps" {
  command = apply
  module {
    source = "./modules/roles"
  }
  variables {
    launcher       = "emr-steps"
    application_id = null
    cluster_id     = "j-ABCDEFGHIJKLM"
  }

  # As EmrStepsLauncher calls.
  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.service.policy).Statement : statement
      if statement.Sid == "Steps"] == [{
        Sid      = "Steps"
        Effect   = "Allow"
        Action   = ["elasticmapreduce:AddJobFlowSteps", "elasticmapreduce:ListSteps", "elasticmapreduce:DescribeStep", "elasticmapreduce:CancelSteps"]
        Resource = ["arn:aws:elasticmapreduce:eu-west-3:123456789012:cluster/j-ABCDEFGHIJKLM"]
    }]
    error_message = "Steps of its own cluster only."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.service.policy, "PassRole") && !strcontains(aws_iam_role_policy.service.policy, "emr-serverless")
    error_message = "A step needs no role to be passed."
  }

  assert {
    condition     = jsondecode(aws_iam_role.job.assume_role_policy).Statement[0].Principal == { Service = "ec2.amazonaws.com" }
    error_message = "The cluster's machines have the job's role."
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.cluster[0].policy).Statement : { to = statement.Resource, by = statement.Condition.StringEquals }] == [{
      to = ["arn:aws:iam::123456789012:role/pomona-job"]
      by = { "iam:PassedToService" = "ec2.amazonaws.com" }
    }]
    error_message = "EMR passes exactly one role, and to its machines alone."
  }
}
