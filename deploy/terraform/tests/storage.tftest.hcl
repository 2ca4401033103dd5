# Buckets: private, TLS only, encrypted, versioned, with lifecycle and access logs.

mock_provider "aws" {}

variables {
  name            = "pomona"
  account         = "123456789012"
  feedback_days   = 180
  log_days        = 90
  allow_data_loss = false
}

run "buckets" {
  command = apply
  module {
    source = "./modules/storage"
  }

  assert {
    condition     = toset(keys(aws_s3_bucket.this)) == toset(["photos", "index", "feedback", "logs"])
    error_message = "Four buckets."
  }

  assert {
    condition = alltrue([for name in keys(aws_s3_bucket.this) : alltrue([
      aws_s3_bucket_public_access_block.this[name].bucket == aws_s3_bucket.this[name].bucket,
      aws_s3_bucket_public_access_block.this[name].block_public_acls,
      aws_s3_bucket_public_access_block.this[name].block_public_policy,
      aws_s3_bucket_public_access_block.this[name].ignore_public_acls,
      aws_s3_bucket_public_access_block.this[name].restrict_public_buckets,
    ])])
    error_message = "No bucket can be made public, by a policy nor by a list."
  }

  assert {
    condition     = alltrue([for name in keys(aws_s3_bucket.this) : one(aws_s3_bucket_ownership_controls.this[name].rule).object_ownership == "BucketOwnerEnforced"])
    error_message = "No access control lists."
  }

  assert {
    condition = alltrue([for name in keys(aws_s3_bucket.this) :
      one(one(aws_s3_bucket_server_side_encryption_configuration.this[name].rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    ])
    error_message = "Every bucket is encrypted."
  }

  assert {
    condition     = alltrue([for name in keys(aws_s3_bucket.this) : one(aws_s3_bucket_versioning.this[name].versioning_configuration).status == "Enabled"])
    error_message = "Every bucket is versioned."
  }

  assert {
    condition     = alltrue([for bucket in aws_s3_bucket.this : !bucket.force_destroy]) && !aws_ecr_repository.service.force_delete
    error_message = "Nothing that holds data is deleted with them, unless that is asked for."
  }
}

run "policies" {
  command = apply
  module {
    source = "./modules/storage"
  }

  assert {
    condition = alltrue([for name, policy in aws_s3_bucket_policy.this : length([
      for statement in jsondecode(policy.policy).Statement : statement
      if statement.Effect == "Deny" && statement.Principal == { AWS = "*" } && statement.Action == "s3:*" &&
      try(statement.Condition.Bool["aws:SecureTransport"], "") == "false" &&
      statement.Resource == ["arn:aws:s3:::${aws_s3_bucket.this[name].bucket}", "arn:aws:s3:::${aws_s3_bucket.this[name].bucket}/*"]
    ]) == 1])
    error_message = "Every bucket refuses requests without TLS."
  }

  assert {
    condition     = alltrue([for policy in aws_s3_bucket_policy.this : length([for statement in jsondecode(policy.policy).Statement : statement if try(statement.Condition.NumericLessThan["s3:TlsVersion"], "") == "1.2"]) == 1])
    error_message = "TLS 1.2 at least."
  }

  assert {
    condition = alltrue(flatten([for policy in aws_s3_bucket_policy.this : [
      for statement in jsondecode(policy.policy).Statement :
      statement.Effect == "Deny" || (statement.Principal == { Service = "logging.s3.amazonaws.com" } && statement.Action == ["s3:PutObject"])
    ]]))
    error_message = "No policy of a bucket allows anything but S3's own access logs."
  }

  assert {
    condition = length([for statement in jsondecode(aws_s3_bucket_policy.this["index"].policy).Statement : statement
    if statement.Effect == "Deny" && statement.Resource == ["arn:aws:s3:::pomona-123456789012-index/index/audit/*"] && try(contains(statement.Action, "s3:DeleteObject"), false)]) == 1
    error_message = "The audit log cannot be deleted."
  }

  assert {
    condition     = toset([for logging in aws_s3_bucket_logging.this : logging.target_prefix]) == toset(["s3/photos/", "s3/index/", "s3/feedback/"])
    error_message = "Access to photos, index and feedback is logged."
  }
}

run "lifecycle" {
  command = apply
  module {
    source = "./modules/storage"
  }

  assert {
    condition = alltrue([for configuration in aws_s3_bucket_lifecycle_configuration.this : length([
      for rule in configuration.rule : rule
      if rule.status == "Enabled" && try(rule.abort_incomplete_multipart_upload[0].days_after_initiation, 99) <= 7
    ]) == 1])
    error_message = "Unfinished uploads do not stay."
  }

  assert {
    condition = alltrue([for configuration in aws_s3_bucket_lifecycle_configuration.this : length([
      for rule in configuration.rule : rule
      if rule.status == "Enabled" && try(rule.noncurrent_version_expiration[0].noncurrent_days, 999) <= 90
    ]) == 1])
    error_message = "Old versions do not stay."
  }

  assert {
    condition = { for name, configuration in aws_s3_bucket_lifecycle_configuration.this : name => [
      for rule in configuration.rule : rule.expiration[0].days if rule.id == "age"
    ] } == { feedback = [180], index = [], logs = [90], photos = [] }
    error_message = "Feedback and logs are deleted by age, photos and index are not."
  }

  assert {
    condition     = one([for rule in aws_s3_bucket_lifecycle_configuration.this["feedback"].rule : rule.noncurrent_version_expiration[0].noncurrent_days if rule.id == "old-versions"]) <= 7
    error_message = "Erased feedback is gone within a week."
  }
}

run "registry" {
  command = apply
  module {
    source = "./modules/storage"
  }

  assert {
    condition     = aws_ecr_repository.service.image_tag_mutability == "IMMUTABLE"
    error_message = "A tag names one image for ever."
  }

  assert {
    condition     = one(aws_ecr_repository.service.image_scanning_configuration).scan_on_push
    error_message = "Images are scanned."
  }
}
