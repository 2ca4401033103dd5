# The whole: what exists when, what the service is told, and settings that are refused.

# Not a mock: mock providers know no ephemeral resources (module secrets). Without an image a plan calls nothing.
provider "aws" {
  region                      = "eu-west-3"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_module {
  target = module.secrets
  outputs = {
    parameters = { POMONA_SECURITY_OPERATOR_PASSWORD = { name = "/pomona/operator-password", arn = "arn:aws:ssm:eu-west-3:123456789012:parameter/pomona/operator-password" } }
  }
}

variables {
  alarm_email = "ops@example.org"
}

run "nothing_by_the_hour_without_an_image" {
  command = plan

  assert {
    condition     = length(module.service) == 0 && length(module.network) == 0 && length(module.cluster) == 0
    error_message = "The first step makes nothing that costs by the hour."
  }

  assert {
    condition     = output.index == "s3://pomona-123456789012-index/index" && output.job_jar == "s3://pomona-123456789012-index/jobs/pomona-indexer-job.jar"
    error_message = "Locations."
  }
}

run "certificate_is_required" {
  command = plan
  variables {
    image = "registry.example.org/pomona-service:0.1.0"
  }
  expect_failures = [var.certificate_arn]
}

run "latest_is_refused" {
  command = plan
  variables {
    image           = "registry.example.org/pomona-service:latest"
    certificate_arn = "arn:aws:acm:eu-west-3:123456789012:certificate/1"
  }
  expect_failures = [var.image]
}

run "ssh_from_everywhere_is_refused" {
  command = plan
  variables {
    launcher    = "emr-steps"
    ssh_address = "0.0.0.0/0"
    ssh_key     = "ops"
  }
  expect_failures = [var.ssh_address]
}

run "other_launchers_are_refused" {
  command = plan
  variables {
    launcher = "local"
  }
  expect_failures = [var.launcher]
}

run "too_few_vcpus_for_an_executor_are_refused" {
  command = plan
  variables {
    job_vcpus = 4
  }
  expect_failures = [var.job_vcpus]
}

run "vcpus_that_no_executor_can_use_are_refused" {
  command = plan
  variables {
    job_vcpus = 10
  }
  expect_failures = [var.job_vcpus]
}

run "a_jar_that_the_job_may_replace_is_refused" {
  command = plan
  variables {
    job_jar = "index/versions/job.jar"
  }
  expect_failures = [var.job_jar]
}
