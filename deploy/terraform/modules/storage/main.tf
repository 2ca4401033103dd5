# Buckets: photos, index (with the job jar below jobs/), feedback and logs. All are private, encrypted, versioned and reached by
# TLS only. And the registry of the service's image.

locals {
  buckets = toset(["photos", "index", "feedback", "logs"])
  data    = setsubtract(local.buckets, ["logs"])

  # How long a deleted or replaced object can still be brought back. Feedback is personal data: erasure must not take months.
  days_kept = { photos = 90, index = 30, feedback = 7, logs = 7 }

  # Objects that are deleted by age. Photos and versions of the index are not: the indexer's retention (--keep) deletes versions.
  days_of_life = { feedback = var.feedback_days, logs = var.log_days }

  arns = { for bucket in local.buckets : bucket => "arn:aws:s3:::${aws_s3_bucket.this[bucket].bucket}" }
}

resource "aws_s3_bucket" "this" {
  # checkov:skip=CKV_AWS_144: one region by design (the data stay in the EU); versions protect from mistakes
  # checkov:skip=CKV_AWS_145: SSE-S3 encrypts everything; a key of KMS costs a request for each photo and protects from the same people
  # checkov:skip=CKV2_AWS_62: nothing is started by an object that arrives
  # checkov:skip=CKV_AWS_18: access to photos, index and feedback is logged (below); a log of the log would never end

  for_each = local.buckets

  # The account makes the name unique in the world.
  bucket        = "${var.name}-${var.account}-${each.key}"
  force_destroy = var.allow_data_loss
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = local.buckets

  bucket                  = aws_s3_bucket.this[each.key].bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].bucket
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].bucket
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].bucket
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].bucket

  rule {
    id     = "incomplete-uploads"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 2
    }
  }

  rule {
    id     = "old-versions"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration {
      noncurrent_days = local.days_kept[each.key]
    }
    dynamic "expiration" {
      # Markers of deleted objects. S3 removes them itself where objects expire by age.
      for_each = contains(keys(local.days_of_life), each.key) ? [] : [true]
      content {
        expired_object_delete_marker = true
      }
    }
  }

  dynamic "rule" {
    for_each = contains(keys(local.days_of_life), each.key) ? [local.days_of_life[each.key]] : []
    content {
      id     = "age"
      status = "Enabled"
      filter {}
      expiration {
        days = rule.value
      }
    }
  }

  # Rules for old versions need versioning.
  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_logging" "this" {
  for_each = local.data

  bucket        = aws_s3_bucket.this[each.key].bucket
  target_bucket = aws_s3_bucket.this["logs"].bucket
  target_prefix = "s3/${each.key}/"

  depends_on = [aws_s3_bucket_policy.this]
}

locals {
  tls_only = {
    for bucket in local.buckets : bucket => [
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "s3:*"
        Resource  = [local.arns[bucket], "${local.arns[bucket]}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "Tls12"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "s3:*"
        Resource  = [local.arns[bucket], "${local.arns[bucket]}/*"]
        Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
      },
    ]
  }

  further = {
    photos   = []
    feedback = []
    # Who started, cancelled, activated and deleted what (docs/operators.md) stays, whatever a role may do.
    index = [{
      Sid       = "AuditStays"
      Effect    = "Deny"
      Principal = { AWS = "*" }
      Action    = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
      Resource  = ["${local.arns["index"]}/index/audit/*"]
    }]
    logs = [for bucket in local.data : {
      Sid       = "AccessLog${title(bucket)}"
      Effect    = "Allow"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Action    = ["s3:PutObject"]
      Resource  = "${local.arns["logs"]}/s3/${bucket}/*"
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account }
        ArnLike      = { "aws:SourceArn" = local.arns[bucket] }
      }
    }]
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].bucket
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.tls_only[each.key], local.further[each.key])
  })

  # A policy is refused while a change of the block is under way.
  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_ecr_repository" "service" {
  # checkov:skip=CKV_AWS_136: encrypted with the registry's own key; the image holds no secret

  name                 = "${var.name}-service"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = var.allow_data_loss

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "service" {
  repository = aws_ecr_repository.service.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "The ten newest images are enough to roll back to."
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 10 }
      action       = { type = "expire" }
    }]
  })
}
